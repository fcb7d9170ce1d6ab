"""What this room holds of a person, for their own copy; listed in `config.rooms` among those who erase."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from wijk.accounts.models import Person


class OwnData:
    """The account itself. `actions.erase_person` empties it last, after all other rooms."""

    name = "accounts"

    def export(self, person: str) -> dict[str, Any]:
        """The account, its roles, consents and ways to sign in; no secret."""
        who = Person.objects.get(key=person)
        return {
            "key": who.key,
            "email": who.email,
            "name": who.name,
            "language": who.language,
            "joined": who.date_joined.isoformat(),
            "last_login": who.last_login.isoformat() if who.last_login else None,
            "addresses": list(EmailAddress.objects.filter(user=who).values("email", "verified", "primary")),
            "second_factors": list(Authenticator.objects.filter(user=who).values_list("type", flat=True)),
            "providers": list(SocialAccount.objects.filter(user=who).values("provider", "uid")),
            "roles": [
                {"role": g.role, "area": g.area, "since": g.since.isoformat(), "ended": g.ended_at and g.ended_at.isoformat()}
                for g in who.grants.order_by("since")
            ],
            "consents": [
                {"purpose": c.purpose, "version": c.version, "given": c.given_at.isoformat(),
                 "withdrawn": c.withdrawn_at and c.withdrawn_at.isoformat()}
                for c in who.consents.order_by("given_at")
            ],
        }  # fmt: skip

    def erase(self, person: str) -> int:
        """Nothing here: the verb itself empties the account."""
        return 0


own_data = OwnData()
