"""Every address of the house, from the resolver itself, with a working sample of each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern

from tests.support.stage import PERIMETER, Stage


@dataclass(frozen=True, slots=True)
class Route:
    """One route: its name as `reverse` knows it (its pattern where it has none)."""

    name: str
    pattern: str


def routes() -> list[Route]:
    """All routes of the URLconf, in their order."""
    return list(_walk(get_resolver().url_patterns, (), ""))


def _walk(patterns: list[Any], spaces: tuple[str, ...], before: str) -> Iterator[Route]:
    for entry in patterns:
        written = "" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from _walk(entry.url_patterns, inside, before + written)
        elif isinstance(entry, URLPattern):
            yield Route(":".join((*spaces, entry.name)) if entry.name else before + written, before + written)


Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """How to ask a route for something that is there: arguments, query, and what a person would send.

    `answers` are the statuses of a GET by who may come in, where they are not 200 alone.
    """

    arguments: Callable[[Stage], Facts] = field(default=lambda _stage: {})
    query: str = ""
    sends: Callable[[Stage], Facts] = field(default=lambda _stage: {})
    answers: tuple[int, ...] = (200,)

    def address(self, name: str, stage: Stage) -> str:
        """The address of the sample."""
        return reverse(name, kwargs=dict(self.arguments(stage))) + self.query


def _with(**facts: Any) -> Callable[[Stage], Facts]:
    return lambda _stage: facts


def _delivery(stage: Stage) -> Facts:
    return {"key": stage.delivery}


PLAIN = Sample()
HOOD = _with(level="neighbourhood", code="2")
#: Pages of allauth that lead on when there is nothing to do there.
LEADS_ON = Sample(answers=(200, 302))
NOT_HERE = Sample(answers=(404,))

SAMPLES: dict[str, Sample] = {
    "portal:home": PLAIN,
    "portal:search": Sample(query="?q=kan"),
    "portal:suggest": Sample(query="?q=kan"),
    "portal:where": Sample(sends=_with(lon="4.343", lat="50.859"), answers=(405,)),
    "portal:area": Sample(HOOD),
    "portal:streetmap": Sample(HOOD),
    "portal:about": PLAIN,
    "portal:privacy": PLAIN,
    "portal:accessibility": PLAIN,
    "indicators:catalogue": PLAIN,
    "indicators:indicator": Sample(_with(code="density"), "?level=neighbourhood"),
    "indicators:compare": Sample(query="?area=1&area=2"),
    "indicators:sources_public": PLAIN,
    "indicators:source": Sample(_with(code="town-hall")),
    "opendata:index": PLAIN,
    "ui:look": PLAIN,
    "trail:index": PLAIN,
    "trail:entry": Sample(_with(index=0)),
    "trail:bundle": Sample(_with(index=0)),
    "trail:checkpoint": PLAIN,
    "trail:key": PLAIN,
    "trail:checker": PLAIN,
    "openapi": PLAIN,
    "api:indicators": PLAIN,
    "api:indicator": Sample(_with(code="density")),
    "api:figures_of": Sample(_with(code="density", form="csv")),
    "api:trend": Sample(_with(code="density", form="json"), "?area=neighbourhood/2"),
    "api:bulk": Sample(_with(code="density")),
    "api:area_sets": PLAIN,
    "api:area_set": Sample(_with(key="sectors-2022")),
    "api:areas_of": Sample(_with(level="sector")),
    "api:profile": Sample(_with(level="neighbourhood", code="2", form="json")),
    "api:compare": Sample(_with(form="json"), "?area=neighbourhood/1,neighbourhood/2"),
    "api:sources": PLAIN,
    "api:landing": PLAIN,
    "api:conformance": PLAIN,
    "api:collections": PLAIN,
    "api:collection": Sample(_with(key="neighbourhoods-2022")),
    "api:items": Sample(_with(key="neighbourhoods-2022")),
    "api:item": Sample(_with(key="neighbourhoods-2022", item="2")),
    "api:api-root": Sample(answers=(302,)),
    "catalog-jsonld": PLAIN,
    "catalog-ttl": PLAIN,
    "health": PLAIN,
    "demo:mail": NOT_HERE,  # the suite runs on no demo
    "demo:letter": Sample(_with(key="20260101T000000000000-000000"), answers=(404,)),
    "accounts:me": Sample(sends=_with(name="Somebody", language="nl")),
    "accounts:consent": Sample(_with(purpose="visible"), answers=(405,)),
    "accounts:export": Sample(answers=(405,)),
    "accounts:erase": PLAIN,
    "accounts:erased": PLAIN,
    "accounts:invitation": Sample(lambda stage: {"token": stage.token}),
    "accounts:people": PLAIN,
    "accounts:invite": Sample(
        sends=_with(email="gust@voorbeeld.be", role="auditor", area="neighbourhood/1", language="nl")
    ),
    "accounts:person": Sample(
        lambda stage: {"key": stage.stranger.key}, sends=_with(role="auditor", area="neighbourhood/1")
    ),
    "accounts:end": Sample(
        lambda stage: {"key": stage.helper.key, "grant": stage.helper.person.grants.get().pk}, answers=(405,)
    ),
    "territory:perimeters": PLAIN,
    "territory:register": PLAIN,
    "territory:perimeter": Sample(_with(key=PERIMETER), sends=_with(owner="Nobody")),
    "territory:end": Sample(_with(key=PERIMETER), sends=_with(on="2026-12-31"), answers=(405,)),
    "indicators:office": PLAIN,
    "indicators:new_indicator": PLAIN,
    "indicators:edit_indicator": Sample(_with(code="density")),
    "indicators:new_theme": Sample(sends=_with(code="air", name_nl="Lucht", order="9", hue="1")),
    "indicators:edit_theme": Sample(_with(code="income")),
    "indicators:sources": PLAIN,
    "indicators:new_source": Sample(sends=_with(code="other", name_nl="Andere", verdict="accepted")),
    "indicators:edit_source": Sample(_with(code="town-hall")),
    "indicators:deliveries": PLAIN,
    "indicators:upload": PLAIN,
    "indicators:describe": Sample(lambda stage: {"token": stage.desk}, sends=_with(throw_away="1")),
    "indicators:delivery": Sample(_delivery),
    "indicators:delivery_original": Sample(_delivery),
    "indicators:publish_delivery": Sample(_delivery, sends=_with(warnings_read="on"), answers=(405,)),
    "indicators:reject_delivery": Sample(_delivery, sends=_with(reason="Not complete."), answers=(405,)),
    "indicators:withdraw_delivery": Sample(_delivery, sends=_with(reason="Not right."), answers=(405,)),
    "indicators:set_aside": Sample(_delivery, sends=_with(reason="Recounted.", everything="none")),
    "account_login": LEADS_ON,
    "account_signup": LEADS_ON,
    "account_reset_password": LEADS_ON,
    "account_reset_password_done": LEADS_ON,
    "account_reset_password_from_key": Sample(_with(uidb36="1", key="set-password")),
    "account_reset_password_from_key_done": LEADS_ON,
    "account_confirm_email": Sample(_with(key="abc"), answers=(200, 302)),
    "account_email_verification_sent": LEADS_ON,
    "account_confirm_login_code": Sample(answers=(302,)),
    "account_inactive": LEADS_ON,
    "account_logout": LEADS_ON,
    "mfa_authenticate": LEADS_ON,
    "mfa_login_webauthn": LEADS_ON,
    "socialaccount_signup": LEADS_ON,
    "socialaccount_login_cancelled": LEADS_ON,
    "socialaccount_login_error": Sample(answers=(401,)),
    "openid_connect_login": Sample(_with(provider_id="none"), answers=(404,)),
    "openid_connect_callback": Sample(_with(provider_id="none"), answers=(404,)),
    "account_email": LEADS_ON,
    "account_change_password": LEADS_ON,
    "account_set_password": LEADS_ON,
    "account_reauthenticate": LEADS_ON,
    "mfa_index": LEADS_ON,
    "mfa_reauthenticate": LEADS_ON,
    "mfa_activate_totp": LEADS_ON,
    "mfa_deactivate_totp": Sample(answers=(200, 302, 404)),
    "mfa_view_recovery_codes": Sample(answers=(200, 302, 404)),
    "mfa_generate_recovery_codes": LEADS_ON,
    "mfa_download_recovery_codes": Sample(answers=(200, 302, 404)),
    "mfa_list_webauthn": LEADS_ON,
    "mfa_add_webauthn": LEADS_ON,
    "mfa_reauthenticate_webauthn": LEADS_ON,
    "mfa_remove_webauthn": Sample(_with(pk=1), answers=(302, 404)),
    "mfa_edit_webauthn": Sample(_with(pk=1), answers=(302, 404)),
    "socialaccount_connections": LEADS_ON,
}
