"""Who decides what, with whom, by which rule, and what was decided? Organs, mandates, decisions, advisory opinions."""

from datetime import date
from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from wijk.accounts.models import Person
from wijk.actors.models import Organisation
from wijk.core import clock
from wijk.core.text import TextField
from wijk.organs import rules

ROLES = ("chair", "secretary", "member", "substitute", "observer", "coordinator", "follow_up", "expert")
#: Who has a vote. A substitute has that of the one they replace.
VOTING = frozenset({"chair", "member", "coordinator", "substitute"})
#: Roles that are public by nature where the organ is formal.
PUBLIC_ROLES = frozenset({"chair", "secretary", "coordinator", "follow_up"})
VERDICTS = ("favourable", "conditional", "unfavourable", "none")
REPLIES = ("followed", "partly", "refused")


def _within(column: str, known: tuple[str, ...], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{column}__in": known}), name=name)


class OrganKind(models.Model):
    """A kind of organ that the city added or changed; the others are in `kinds.STANDARD`, see `queries.kinds`."""

    code = models.SlugField(max_length=40, unique=True)
    title = TextField()
    purpose = TextField()
    competences = models.JSONField(default=list)
    formal = models.BooleanField(default=False)
    elected = models.BooleanField(default=False)
    bounded = models.BooleanField(default=False)
    rule = models.CharField(max_length=12, default="majority")
    share = models.CharField(max_length=12, blank=True)
    quorum_share = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = (_within("rule", rules.RULES, "organ_kind_rule"),)

    def __str__(self) -> str:
        return self.code


class OrganQuery(models.QuerySet["Organ"]):
    """The questions one asks of organs."""

    def live(self, day: date) -> "OrganQuery":
        """Those that exist on a day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def shown(self) -> "OrganQuery":
        """Those that everybody may know of."""
        return self.filter(public=True)

    def at(self, area: str) -> "OrganQuery":
        """Those that decide about an area, the whole city's included."""
        places = OrganPlace.objects.filter(area__in=[area, ""]).values("organ")
        return self.filter(pk__in=places)


class Organ(models.Model):
    """People who meet and agree. A working group has a parent, a mandate, an agenda and an end, all by a decision of its parent."""

    key = models.SlugField(max_length=80, unique=True)
    title = TextField()
    purpose = TextField()
    kind = models.CharField(max_length=40, db_index=True)
    place = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="groups")
    process = models.CharField(max_length=80, blank=True, db_index=True)
    rule = models.CharField(max_length=12, default="majority")
    share = models.CharField(max_length=12, blank=True)
    of_members = models.BooleanField(default=False)
    chair_breaks_ties = models.BooleanField(default=False)
    quorum = models.PositiveIntegerField(null=True, blank=True)
    quorum_share = models.CharField(max_length=12, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    parity = models.JSONField(default=dict, blank=True)
    mandate = TextField()
    agenda = TextField()
    since = models.DateField(default=clock.today)
    until = models.DateField(null=True, blank=True)
    ended = models.BooleanField(default=False)
    public = models.BooleanField(default=True)
    source_id = models.CharField(max_length=80, blank=True)  #: its number in the file that it came from

    objects = OrganQuery.as_manager()

    class Meta:
        constraints = (
            _within("rule", rules.RULES, "organ_rule"),
            models.UniqueConstraint(fields=["source_id"], condition=~Q(source_id=""), name="organ_source_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="organ_forwards"),
        )

    def __str__(self) -> str:
        return self.key

    def lives(self, day: date) -> bool:
        """Does it exist on this day? A working group ends by itself."""
        return self.since <= day and (self.until is None or day <= self.until)

    def way(self) -> rules.Way:
        """How it decides."""
        rule: rules.Rule = self.rule  # type: ignore[assignment]
        share = rules.fraction(self.share) or Fraction(2, 3)
        return rules.Way(rule, share, self.of_members, self.chair_breaks_ties)


class OrganPlace(models.Model):
    """An area on whose page the organ stands."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="places")
    area = models.CharField(max_length=80, blank=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organ", "area"], name="organ_place_once"),)

    def __str__(self) -> str:
        return self.area


class MandateQuery(models.QuerySet["Mandate"]):
    """The questions one asks of mandates."""

    def on(self, day: date) -> "MandateQuery":
        """Those that hold on a day."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


class Mandate(models.Model):
    """A seat that somebody holds for a term. `name` is for people without an account; `public` says whether pages name them.

    `declared` is the group that a person declared for a parity rule; it is shown to nobody, only counted.
    """

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="mandates")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="mandates")
    name = models.CharField(max_length=120, blank=True)
    represents = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="mandates")
    role = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    substitute_for = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="substitutes")
    public = models.BooleanField(default=False)
    declared = models.CharField(max_length=60, blank=True)

    objects = MandateQuery.as_manager()

    class Meta:
        constraints = (
            _within("role", ROLES, "mandate_role"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="mandate_forwards"),
        )
        indexes = (models.Index(fields=["organ", "since"], name="mandate_organ_since"),)

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    def holds(self, day: date) -> bool:
        """Is it valid on this day?"""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def who(self) -> str:
        """The name, for those who may see it; "" of somebody who was erased."""
        return self.name or (self.person.name if self.person else "")

    @property
    def holder(self) -> tuple[str, int | str]:
        """Who holds it, so that one can see whether two mandates are of one person."""
        if self.person_id is not None:
            return "person", self.person_id
        return ("name", self.name.strip().casefold()) if self.name else ("mandate", self.pk or id(self))


class Decision(models.Model):
    """What was put to an organ and what came of it. Never changed; another decision may correct it."""

    key = models.SlugField(max_length=80, unique=True)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="decisions")
    on = models.DateField(db_index=True)
    title = TextField()
    motion = TextField()
    rule = models.CharField(max_length=12)
    share = models.CharField(max_length=12, blank=True)
    of_members = models.BooleanField(default=False)
    competence = models.CharField(max_length=12)
    outcome = models.CharField(max_length=12)
    votes_for = models.PositiveIntegerField(default=0)
    votes_against = models.PositiveIntegerField(default=0)
    votes_abstain = models.PositiveIntegerField(default=0)
    voted = models.BooleanField(default=False)
    secret = models.BooleanField(default=False)
    present = models.PositiveIntegerField(default=0)
    members = models.PositiveIntegerField(default=0)
    quorum = models.PositiveIntegerField(default=1)
    objections = models.JSONField(default=list)
    dissent = TextField()
    about = models.CharField(max_length=160, blank=True, db_index=True)
    public = models.BooleanField(default=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (
            _within("rule", rules.RULES, "decision_rule"),
            _within("outcome", rules.OUTCOMES, "decision_outcome"),
        )
        indexes = (models.Index(fields=["organ", "on"], name="decision_organ_on"),)

    def __str__(self) -> str:
        return self.key


class Ballot(models.Model):
    """One open vote by mandate. A secret vote leaves none."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="ballots")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="ballots")
    vote = models.CharField(max_length=8)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["decision", "mandate"], name="ballot_once"),
            _within("vote", rules.VOTES, "ballot_vote"),
        )

    def __str__(self) -> str:
        return self.vote


class Opinion(models.Model):
    """Advice that an authority asks of an organ: the question, the term, the opinion with its dissent, the reasoned reply."""

    key = models.SlugField(max_length=80, unique=True)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="opinions")
    by = models.ForeignKey(Organ, models.PROTECT, null=True, blank=True, related_name="asked")
    asker = TextField()
    question = TextField()
    about = models.CharField(max_length=160, blank=True, db_index=True)
    asked_on = models.DateField()
    due = models.DateField()
    given_on = models.DateField(null=True, blank=True)
    verdict = models.CharField(max_length=12, blank=True)
    majority = TextField()
    dissent = TextField()
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="opinions")
    replied_on = models.DateField(null=True, blank=True)
    reply = models.CharField(max_length=12, blank=True)
    reasons = TextField()
    public = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(due__gte=F("asked_on")), name="opinion_forwards"),
            _within("verdict", ("", *VERDICTS), "opinion_verdict"),
            _within("reply", ("", *REPLIES), "opinion_reply"),
        )

    def __str__(self) -> str:
        return self.key
