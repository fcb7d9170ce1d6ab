"""Which door stands before each address? One table; `tests/house/test_routes.py` knocks at every door in every role.

A route that is not in the table may not exist. The rooms keep their doors themselves (`access.py`); this table says what they
must answer: who may not come in finds nothing there (404), a visitor of the office is asked to sign in.
"""

from dataclasses import dataclass
from typing import Literal

#: "open": everybody. "entrance": ways to an account, for who is not signed in; others are led on. "own": everybody with an
#: account, about themselves alone. "verb": who may do the verb.
Kind = Literal["open", "entrance", "own", "verb"]


@dataclass(frozen=True, slots=True)
class Door:
    """What an address asks of who comes. `anywhere`: a right in any one area opens it, not only one in the whole city.
    `sends`: it takes POST alone."""

    kind: Kind
    verb: str = ""
    anywhere: bool = False
    sends: bool = False


OPEN, ENTRANCE, OWN = Door("open"), Door("entrance"), Door("own")
OPEN_POST, OWN_POST = Door("open", sends=True), Door("own", sends=True)
PEOPLE, GIVE = Door("verb", "accounts.grant_role", anywhere=True), Door("verb", "accounts.end_role", anywhere=True, sends=True)
KEEP_PERIMETERS = Door("verb", "territory.register_perimeter")

DOORS: dict[str, Door] = {
    # what everybody may read
    "portal:home": OPEN,
    "portal:search": OPEN,
    "portal:suggest": OPEN,
    "portal:where": OPEN_POST,
    "portal:area": OPEN,
    "portal:streetmap": OPEN,
    "indicators:catalogue": OPEN,
    "indicators:indicator": OPEN,
    "indicators:compare": OPEN,
    "indicators:sources_public": OPEN,
    "indicators:source": OPEN,
    "opendata:index": OPEN,
    "ui:look": OPEN,
    "trail:index": OPEN,
    "trail:entry": OPEN,
    "trail:bundle": OPEN,
    "trail:checkpoint": OPEN,
    "trail:key": OPEN,
    "trail:checker": OPEN,
    # what machines read
    "api:openapi-json": OPEN,
    "api:indicators": OPEN,
    "api:indicator": OPEN,
    "api:figures_of": OPEN,
    "api:trend": OPEN,
    "api:bulk": OPEN,
    "api:area_sets": OPEN,
    "api:area_set": OPEN,
    "api:areas_of": OPEN,
    "api:profile": OPEN,
    "api:compare": OPEN,
    "api:sources": OPEN,
    "api:landing": OPEN,
    "api:conformance": OPEN,
    "api:collections": OPEN,
    "api:collection": OPEN,
    "api:items": OPEN,
    "api:item": OPEN,
    "api:api-root": OPEN,  # the bare address, which leads to the reader's language
    "catalog-jsonld": OPEN,
    "catalog-ttl": OPEN,
    "health": OPEN,
    # one's own page
    "accounts:me": OWN,
    "accounts:consent": OWN_POST,
    "accounts:export": OWN_POST,
    "accounts:erase": OWN,
    "accounts:erased": OPEN,
    "accounts:invitation": OPEN,  # whoever holds the letter
    # the office
    "accounts:people": PEOPLE,
    "accounts:invite": PEOPLE,
    "accounts:person": PEOPLE,
    "accounts:end": GIVE,
    "territory:perimeters": KEEP_PERIMETERS,
    "territory:register": KEEP_PERIMETERS,
    "territory:perimeter": KEEP_PERIMETERS,
    "territory:end": Door("verb", "territory.end_perimeter", sends=True),
    # signing in (django-allauth)
    "account_login": ENTRANCE,
    "account_signup": ENTRANCE,
    "account_reset_password": ENTRANCE,
    "account_reset_password_done": ENTRANCE,
    "account_reset_password_from_key": ENTRANCE,
    "account_reset_password_from_key_done": ENTRANCE,
    "account_confirm_email": ENTRANCE,
    "account_email_verification_sent": ENTRANCE,
    "account_confirm_login_code": ENTRANCE,
    "account_inactive": ENTRANCE,
    "account_logout": ENTRANCE,
    "mfa_authenticate": ENTRANCE,
    "mfa_login_webauthn": ENTRANCE,
    "socialaccount_signup": ENTRANCE,
    "socialaccount_login_cancelled": ENTRANCE,
    "socialaccount_login_error": ENTRANCE,
    "openid_connect_login": ENTRANCE,
    "openid_connect_callback": ENTRANCE,
    "account_email": OWN,
    "account_change_password": OWN,
    "account_set_password": OWN,
    "account_reauthenticate": OWN,
    "mfa_index": OWN,
    "mfa_reauthenticate": OWN,
    "mfa_activate_totp": OWN,
    "mfa_deactivate_totp": OWN,
    "mfa_view_recovery_codes": OWN,
    "mfa_generate_recovery_codes": OWN,
    "mfa_download_recovery_codes": OWN,
    "mfa_list_webauthn": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_reauthenticate_webauthn": OWN,
    "mfa_remove_webauthn": OWN,
    "mfa_edit_webauthn": OWN,
    "socialaccount_connections": OWN,
    # old addresses of django-allauth, which lead to the new ones
    "account/social/login/cancelled/": ENTRANCE,
    "account/social/login/error/": ENTRANCE,
    "account/social/signup/": ENTRANCE,
    "account/social/connections/": ENTRANCE,
}
