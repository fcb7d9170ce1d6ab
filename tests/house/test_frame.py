"""Around every page stands the same frame: its languages, the way around, the foot. No page's own words push it out."""

import re

import pytest
from django.test import Client

from tests.support.routes import SAMPLES, routes
from tests.support.stage import Stage
from wijk.config.doors import DOORS
from wijk.core.verbs import ROLES, all_verbs

NAMES = [r.name for r in routes() if r.name in SAMPLES and DOORS[r.name].kind == "open" and not DOORS[r.name].sends]
OFFICE = [r.name for r in routes() if r.name in SAMPLES and DOORS[r.name].kind == "verb" and not DOORS[r.name].sends]


def framed(client: Client, path: str) -> None:
    """The frame of a page, where what comes is one."""
    answer = client.get(path)
    if answer.status_code != 200 or getattr(answer, "streaming", False):
        return
    page = answer.content.decode(errors="replace")
    if "text/html" not in answer.headers["Content-Type"] or 'id="main"' not in page:
        return
    assert {"nl", "fr", "en"} <= set(re.findall(r'hreflang="([a-z]+)"', page))
    assert not re.search(r'<a [^>]*href=""', page)
    assert 'class="plate"' in page


@pytest.mark.parametrize("name", NAMES)
def test_a_page_offers_itself_in_each_language(name: str, stage: Stage) -> None:
    framed(Client(headers={"host": "localhost"}), SAMPLES[name].address(name, stage))


@pytest.mark.parametrize("name", OFFICE)
def test_a_page_of_the_office_does_so_too(name: str, stage: Stage) -> None:
    client = Client(headers={"host": "localhost"})
    roles = all_verbs()[DOORS[name].verb].roles
    client.force_login(stage.everywhere[next(role for role in ROLES if role in roles)].person)
    framed(client, SAMPLES[name].address(name, stage))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_with_a_form_may_be_named_to_ourselves(name: str, stage: Stage) -> None:
    """A page that asks not to be named at all sends "Origin: null" with its form, which is then refused as forged."""
    answer = Client(headers={"host": "localhost"}).get(SAMPLES[name].address(name, stage))
    if answer.status_code == 200 and not getattr(answer, "streaming", False) and b'method="post"' in answer.content:
        assert answer.headers.get("Referrer-Policy", "same-origin") != "no-referrer"
