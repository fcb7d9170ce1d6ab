"""Every address of the house, from the resolver itself, with a working sample of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from tests.support.sample import Facts, Sample, given
from tests.support.samples import (
    actors,
    answers,
    charters,
    contributions,
    conversations,
    helping,
    inquiries,
    inquiries_read,
    meetings,
    moderation,
    notices,
    organs,
    outreach,
    processes,
    residence,
    sheets,
    toolbox,
    voices,
)
from tests.support.stage import PERIMETER, Stage

__all__ = ["SAMPLES", "Route", "Sample", "routes"]


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


def _delivery(stage: Stage) -> Facts:
    return {"key": stage.delivery}


PLAIN = Sample()
HOOD = given(level="neighbourhood", code="2")
#: Pages of allauth that lead on when there is nothing to do there.
LEADS_ON = Sample(answers=(200, 302))
NOT_HERE = Sample(answers=(404,))

SAMPLES: dict[str, Sample] = {
    "portal:home": PLAIN,
    "portal:search": Sample(query="?q=kan"),
    "portal:suggest": Sample(query="?q=kan"),
    "portal:where": Sample(sends=given(lon="4.343", lat="50.859"), answers=(405,)),
    "portal:area": Sample(HOOD),
    "portal:streetmap": Sample(HOOD),
    "portal:about": PLAIN,
    "portal:privacy": PLAIN,
    "portal:accessibility": PLAIN,
    "indicators:catalogue": PLAIN,
    "indicators:indicator": Sample(given(code="density"), "?level=neighbourhood"),
    "indicators:compare": Sample(query="?area=1&area=2"),
    "indicators:sources_public": PLAIN,
    "indicators:source": Sample(given(code="town-hall")),
    "opendata:index": PLAIN,
    "ui:look": PLAIN,
    "trail:index": PLAIN,
    "trail:entry": Sample(given(index=0)),
    "trail:bundle": Sample(given(index=0)),
    "trail:checkpoint": PLAIN,
    "trail:key": PLAIN,
    "trail:checker": PLAIN,
    "openapi": PLAIN,
    "api:indicators": PLAIN,
    "api:indicator": Sample(given(code="density")),
    "api:figures_of": Sample(given(code="density", form="csv")),
    "api:trend": Sample(given(code="density", form="json"), "?area=neighbourhood/2"),
    "api:bulk": Sample(given(code="density")),
    "api:area_sets": PLAIN,
    "api:area_set": Sample(given(key="sectors-2022")),
    "api:areas_of": Sample(given(level="sector")),
    "api:profile": Sample(given(level="neighbourhood", code="2", form="json")),
    "api:compare": Sample(given(form="json"), "?area=neighbourhood/1,neighbourhood/2"),
    "api:sources": PLAIN,
    "api:landing": PLAIN,
    "api:conformance": PLAIN,
    "api:collections": PLAIN,
    "api:collection": Sample(given(key="neighbourhoods-2022")),
    "api:items": Sample(given(key="neighbourhoods-2022")),
    "api:item": Sample(given(key="neighbourhoods-2022", item="2")),
    "api:api-root": Sample(answers=(302,)),
    "catalog-jsonld": PLAIN,
    "catalog-ttl": PLAIN,
    "health": PLAIN,
    "demo:mail": NOT_HERE,  # the suite runs on no demo
    "demo:letter": Sample(given(key="20260101T000000000000-000000"), answers=(404,)),
    "demo:dressed": Sample(given(key="20260101T000000000000-000000"), answers=(404,)),
    "accounts:me": Sample(sends=given(name="Somebody", language="nl")),
    "accounts:consent": Sample(given(purpose="visible"), answers=(405,)),
    "accounts:export": Sample(answers=(405,)),
    "accounts:erase": PLAIN,
    "accounts:erased": PLAIN,
    "accounts:invitation": Sample(lambda stage: {"token": stage.token}),
    "accounts:people": PLAIN,
    "accounts:invite": Sample(
        sends=given(email="gust@voorbeeld.be", role="auditor", area="neighbourhood/1", language="nl")
    ),
    "accounts:person": Sample(
        lambda stage: {"key": stage.stranger.key}, sends=given(role="auditor", area="neighbourhood/1")
    ),
    "accounts:end": Sample(
        lambda stage: {"key": stage.helper.key, "grant": stage.helper.person.grants.get().pk}, answers=(405,)
    ),
    "territory:perimeters": PLAIN,
    "territory:register": PLAIN,
    "territory:perimeter": Sample(given(key=PERIMETER), sends=given(owner="Nobody")),
    "territory:end": Sample(given(key=PERIMETER), sends=given(on="2026-12-31"), answers=(405,)),
    "indicators:office": PLAIN,
    "indicators:new_indicator": PLAIN,
    "indicators:edit_indicator": Sample(given(code="density")),
    "indicators:new_theme": Sample(sends=given(code="air", name_nl="Lucht", order="9", hue="1")),
    "indicators:edit_theme": Sample(given(code="income")),
    "indicators:sources": PLAIN,
    "indicators:new_source": Sample(sends=given(code="other", name_nl="Andere", verdict="accepted")),
    "indicators:edit_source": Sample(given(code="town-hall")),
    "indicators:deliveries": PLAIN,
    "indicators:upload": PLAIN,
    "indicators:describe": Sample(lambda stage: {"token": stage.desk}, sends=given(throw_away="1")),
    "indicators:delivery": Sample(_delivery),
    "indicators:delivery_original": Sample(_delivery),
    "indicators:publish_delivery": Sample(_delivery, sends=given(warnings_read="on"), answers=(405,)),
    "indicators:reject_delivery": Sample(_delivery, sends=given(reason="Not complete."), answers=(405,)),
    "indicators:withdraw_delivery": Sample(_delivery, sends=given(reason="Not right."), answers=(405,)),
    "indicators:set_aside": Sample(_delivery, sends=given(reason="Recounted.", everything="none")),
    "account_login": LEADS_ON,
    "account_signup": LEADS_ON,
    "account_reset_password": LEADS_ON,
    "account_reset_password_done": LEADS_ON,
    "account_reset_password_from_key": Sample(given(uidb36="1", key="set-password")),
    "account_reset_password_from_key_done": LEADS_ON,
    "account_confirm_email": Sample(given(key="abc"), answers=(200, 302)),
    "account_email_verification_sent": LEADS_ON,
    "account_confirm_login_code": Sample(answers=(302,)),
    "account_inactive": LEADS_ON,
    "account_logout": LEADS_ON,
    "mfa_authenticate": LEADS_ON,
    "mfa_login_webauthn": LEADS_ON,
    "socialaccount_signup": LEADS_ON,
    "socialaccount_login_cancelled": LEADS_ON,
    "socialaccount_login_error": Sample(answers=(401,)),
    "openid_connect_login": Sample(given(provider_id="none"), answers=(404,)),
    "openid_connect_callback": Sample(given(provider_id="none"), answers=(404,)),
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
    "mfa_remove_webauthn": Sample(given(pk=1), answers=(302, 404)),
    "mfa_edit_webauthn": Sample(given(pk=1), answers=(302, 404)),
    "socialaccount_connections": LEADS_ON,
    **notices.SAMPLES,
    **outreach.SAMPLES,
    **actors.SAMPLES,
    **toolbox.SAMPLES,
    **organs.SAMPLES,
    **meetings.SAMPLES,
    **charters.SAMPLES,
    **processes.SAMPLES,
    **residence.SAMPLES,
    **moderation.SAMPLES,
    **sheets.SAMPLES,
    **contributions.SAMPLES,
    **voices.SAMPLES,
    **conversations.SAMPLES,
    **answers.SAMPLES,
    **inquiries.SAMPLES,
    **inquiries_read.SAMPLES,
    **helping.SAMPLES,
}
