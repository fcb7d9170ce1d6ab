"""No page of who is active here and of the neighbourhood has a barrier: open, for who keeps an entry, and in the office."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_axe import look
from tests.support.stage import Stage

pytestmark = pytest.mark.django_db(transaction=True)

OPEN = (
    "", "neighbourhood/1/", "organisations/", "organisations/?q=buurthus&area=neighbourhood/1", "organisations/?q=zzzz",
    "organisations/{house}/", "organisations/{group}/", "organisations/{house}/wrong/",
)  # fmt: skip
OWN = ("organisations/{house}/keep/", "organisations/{group}/keep/", "organisations/{house}/change/", "me/")
OFFICE = (
    "office/organisations/", "office/organisations/add/", "office/organisations/kinds/", "office/organisations/keepers/",
    "office/organisations/keepers/?q=zzzz", "office/organisations/import/", "office/organisations/import/{draft}/",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_organisations_keep_nobody_out(
    played: Stage, live_server: LiveServer, browser: Browser, scheme: str
) -> None:
    scene = played.scenes["actors"]
    named = {"house": scene.house.key, "group": scene.group.key, "draft": scene.draft.token}
    opened, own, office = ([address.format(**named) for address in group] for group in (OPEN, OWN, OFFICE))
    found = look(browser, live_server.url, opened, scheme)
    found += look(browser, live_server.url, own, scheme, played.stranger)
    found += look(browser, live_server.url, office, scheme, played.everywhere["manager"])
    assert not found, "\n".join(found)
