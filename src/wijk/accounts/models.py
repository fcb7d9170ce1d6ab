"""Who is somebody, and what may they do where? People, grants of roles, invitations and consents."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from wijk.core import clock
from wijk.core.verbs import ROLES


def fresh_key() -> str:
    """A key that says nothing about anybody."""
    return uuid.uuid4().hex


class PersonManager(BaseUserManager["Person"]):
    """Makes and finds people by their e-mail address, in lower case always."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """One new person; without a password nobody can sign in as them until one is set."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody with an account. `key` is what the rest of the house knows; the name and address stay here.

    Erasing a person takes the address, the name and the key away; the row stays so that nothing points into the void.
    """

    key = models.CharField(max_length=32, unique=True, default=fresh_key, editable=False)
    email = models.EmailField(unique=True, null=True)  # noqa: DJ001 - unique, and erased people have none
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, default="nl")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email_once"),)

    def __str__(self) -> str:
        return self.name or self.email or self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the address in lower case, whoever writes it."""
        self.email = self.email.strip().lower() if self.email else None
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class GrantQuery(models.QuerySet["Grant"]):
    """The questions one asks of grants."""

    def live(self) -> "GrantQuery":
        """Grants that hold now."""
        now = clock.now()
        open_ended = models.Q(until=None) | models.Q(until__gt=now)
        return self.filter(open_ended, ended_at=None, since__lte=now)


class Grant(models.Model):
    """A role that a person has in an area; "" is the whole city. It ends, it is never removed."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role, role) for role in ROLES])
    area = models.CharField(max_length=80, blank=True)
    granted_by = models.CharField(max_length=64)
    since = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True)

    objects = GrantQuery.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "role", "area"], condition=models.Q(ended_at=None), name="grant_once"
            ),
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="grant_known_role"),
        )

    def __str__(self) -> str:
        return f"{self.role} in {self.area or 'the city'}"


class Invitation(models.Model):
    """A letter that asks somebody to join with a role in an area. Only a hash of its token is kept; it works once."""

    email = models.EmailField(blank=True)  #: forgotten once accepted or withdrawn
    role = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=8, default="nl")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=64)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Consent(models.Model):
    """A person agreed to one purpose, as one version of a text put it. Withdrawing is a date, not a removal."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=models.Q(withdrawn_at=None), name="consent_one_live"
            ),
        )

    def __str__(self) -> str:
        return f"{self.purpose} ({self.version})"
