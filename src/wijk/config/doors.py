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


def _can(verb: str) -> Door:
    return Door("verb", verb)


def _does(verb: str) -> Door:
    return Door("verb", verb, sends=True)


PEOPLE = Door("verb", "accounts.grant_role", anywhere=True)

DOORS: dict[str, Door] = {
    # what everybody may read
    "portal:home": OPEN,
    "portal:search": OPEN,
    "portal:suggest": OPEN,
    "portal:where": OPEN_POST,
    "portal:area": OPEN,
    "portal:streetmap": OPEN,
    "portal:about": OPEN,
    "portal:privacy": OPEN,
    "portal:accessibility": OPEN,
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
    "openapi": OPEN,
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
    # the demo's post box; there only in a demo
    "demo:mail": OPEN,
    "demo:letter": OPEN,
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
    "accounts:end": Door("verb", "accounts.end_role", anywhere=True, sends=True),
    "territory:perimeters": _can("territory.register_perimeter"),
    "territory:register": _can("territory.register_perimeter"),
    "territory:perimeter": _can("territory.change_perimeter"),
    "territory:end": _does("territory.end_perimeter"),
    "indicators:office": _can("indicators.keep_indicator"),
    "indicators:new_indicator": _can("indicators.keep_indicator"),
    "indicators:edit_indicator": _can("indicators.keep_indicator"),
    "indicators:new_theme": _can("indicators.keep_theme"),
    "indicators:edit_theme": _can("indicators.keep_theme"),
    "indicators:sources": _can("indicators.keep_source"),
    "indicators:new_source": _can("indicators.keep_source"),
    "indicators:edit_source": _can("indicators.keep_source"),
    "indicators:deliveries": _can("indicators.stage_delivery"),
    "indicators:upload": _can("indicators.stage_delivery"),
    "indicators:describe": _can("indicators.stage_delivery"),  # and only who put the file there
    "indicators:delivery": _can("indicators.stage_delivery"),
    "indicators:delivery_original": _can("indicators.stage_delivery"),
    "indicators:publish_delivery": _does("indicators.publish_delivery"),
    "indicators:reject_delivery": _does("indicators.reject_delivery"),
    "indicators:withdraw_delivery": _does("indicators.withdraw_delivery"),
    "indicators:set_aside": _can("indicators.decide_set_aside"),
    # ways in, which django-allauth keeps
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
