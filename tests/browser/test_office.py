"""The office pages of the analyst: nothing stands in anybody's way, on a desk and on a phone."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import barriers
from tests.support.cast import make_cast
from tests.support.deliver import data_folder, delivered, long, people, quiet_town, write_csv
from wijk.indicators.actions import stage_delivery
from wijk.indicators.models import Delivery

__all__ = ["data_folder"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_folder")]


@pytest.fixture
def waiting(transactional_db: None, tmp_path: Path) -> tuple[Client, Delivery]:
    """Bob is signed in; a delivery of Alice waits, with warnings, changes and contradictions."""
    town, cast = quiet_town(), make_cast()
    delivered(tmp_path, people(town, "2019"))
    rows = people(town) + people(town, "2019", each=101)
    rows += [{**rows[0], "value": 90}, {**rows[1], "value": 91}]
    rows[3]["value"] = "?"
    path = write_csv(tmp_path / "figures.csv", rows)
    delivery = stage_delivery(cast.alice.viewer, path=path, name="figures.csv", mapping=long())
    client = Client()
    client.force_login(cast.bob.person)
    return client, delivery


@pytest.mark.parametrize("width", [1280, 390])
def test_no_office_page_has_a_barrier(
    waiting: tuple[Client, Delivery], live_server: LiveServer, browser: Browser, width: int
) -> None:
    client, delivery = waiting
    pages = [reverse(f"indicators:{name}") for name in ("office", "sources", "deliveries", "upload", "new_indicator")]
    pages += [reverse(f"indicators:{name}", args=[delivery.key]) for name in ("delivery", "set_aside")]
    found: list[str] = []
    with browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=True) as context:
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        for address in pages:
            page.goto(live_server.url + address)
            found += [f"{address}: {barrier}" for barrier in barriers(page)]
            wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
            found += [f"{address} is wider than the screen"] if wide else []
    assert not found


def test_a_delivery_is_approved_without_script(
    waiting: tuple[Client, Delivery], live_server: LiveServer, browser: Browser
) -> None:
    client, delivery = waiting
    with browser.new_context(java_script_enabled=False) as context:
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + reverse("indicators:delivery", args=[delivery.key]))
        page.check("#warnings_read")
        page.click("#approve + form button")
        delivery.refresh_from_db()
        assert delivery.status == "published"
