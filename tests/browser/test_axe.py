"""No page has a barrier, is wider than a phone, moves while it loads, breaks its own policy or asks anything of a stranger.

Each page is seen in light and in dark; language and width turn, so that all of them are seen on every kind of page.
"""

from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.faces import FACES
from tests.support.browser import barriers, look_for_barriers
from tests.support.cast import Member
from tests.support.entering import come_in
from tests.support.smalltown import Smalltown
from tests.support.stage import PERIMETER, Stage
from tests.support.watching import settled, watched

pytestmark = pytest.mark.django_db(transaction=True)

LANGUAGES = ("nl", "fr", "en")
WIDTHS = (390, 1280)

OPEN = (
    "", "find/?q=kerk&stay=1", "find/?q=zzz", "neighbourhood/2/", "neighbourhood/901/", "sector/21001A02-/", "region/04000/",
    "figures/", "figures/share-under-18/?level=sector&in=2", "compare/", "compare/?area=1&area=2&area=3", "sources/",
    "sources/town-hall/", "sources/rumour/", "data/", "trail/", "account/login/", "account/signup/", "account/password/reset/",
    "about/", "privacy/", "accessibility/", "goodbye/", "nothing/",
)  # fmt: skip
OWN = (
    "me/", "me/erase/", "account/email/", "account/password/change/", "account/2fa/",
    "invitation/{token}/", "trail/0/",
)  # fmt: skip
DESK = (
    "office/catalogue/", "office/catalogue/indicators/share-under-18/", "office/catalogue/themes/income/", "office/sources/",
    "office/sources/town-hall/", "office/deliveries/", "office/deliveries/new/", "office/deliveries/{delivery}/",
    "office/deliveries/{delivery}/set-aside/", "office/perimeters/", "office/perimeters/new/", "office/perimeters/{perimeter}/",
)  # fmt: skip
PEOPLE = ("office/people/", "office/people/invite/", "office/people/{person}/")


def faces(addresses: Iterable[str], scheme: str) -> Iterator[tuple[str, str, int]]:
    """Each address with a language and a width; dark is one step further than light."""
    step = 1 if scheme == "dark" else 0
    for n, address in enumerate(addresses, start=step):
        yield address, LANGUAGES[n % 3], WIDTHS[n % 2]


def _lies(page: Page) -> list[str]:
    """What is wrong with how it lies, however busy the machine is: what moves by itself moves each time that it is loaded."""
    found = settled(page)
    if any("moves by" in fault for fault in found):
        page.reload()
        found = settled(page)
    return found


def look(browser: Browser, home: str, addresses: Iterable[str], scheme: str, member: Member | None = None) -> list[str]:
    """Open the pages one after the other; everything that is wrong, as lines."""
    found = []
    with watched(browser, home, color_scheme=scheme) as (context, page, watch):
        look_for_barriers(context)
        if member:
            come_in(context, home, member)
        for address, language, width in faces(addresses, scheme):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(
                "width => innerWidth === width", arg=width
            )  # else it becomes narrow while it is read
            answer = page.goto(f"{home}/{language}/{address}")
            assert answer is not None
            if answer.status != (404 if address == "nothing/" else 200) or ("/account/login/" in page.url and member):
                found.append(f"{address} answers {answer.status} at {page.url}")
            lies = _lies(page)
            watch.forgive("404 (Not Found)")
            wrong = [*lies, *barriers(page), *watch.faults]
            found += [f"/{language}/{address} ({width}): {fault}" for fault in wrong]
            watch.faults.clear()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_pages_keep_nobody_out(
    town: Smalltown, live_server: LiveServer, browser: Browser, scheme: str
) -> None:
    found = look(browser, live_server.url, OPEN, scheme)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_office_keeps_nobody_out(played: Stage, live_server: LiveServer, browser: Browser, scheme: str) -> None:
    named = {
        "token": played.token, "delivery": played.delivery, "perimeter": PERIMETER, "person": played.stranger.key,
    }  # fmt: skip
    own, desk, people = ([address.format(**named) for address in group] for group in (OWN, DESK, PEOPLE))
    analyst, administrator = played.everywhere["analyst"], played.cast.dora
    desk.append(f"office/deliveries/new/{played.desk}/?areas=sectors/2022&source=town-hall")
    found = look(browser, live_server.url, [*own, *desk], scheme, analyst)
    found += look(browser, live_server.url, people, scheme, administrator)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("room", FACES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_room_keeps_nobody_out(
    played: Stage, live_server: LiveServer, browser: Browser, room: str, scheme: str
) -> None:
    faces_of = FACES[room]
    named = faces_of.named(played)
    read, desk = ([address.format(**named) for address in group] for group in (faces_of.open, faces_of.desk))
    found = look(browser, live_server.url, read, scheme)
    found += look(browser, live_server.url, desk, scheme, played.everywhere[faces_of.role])
    assert not found, "\n".join(found)
