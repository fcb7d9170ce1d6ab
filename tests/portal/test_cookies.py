"""The page on privacy lists the cookies that the product sets: all of them, and no other."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import Client

import wijk
from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.contributions.models import Contribution
from wijk.conversations.views import gatherings, hands
from wijk.core.text import LANGUAGES
from wijk.helping import visits
from wijk.residence.access import COOKIE as RESIDENCE

SOURCE = Path(wijk.__file__).parent
#: Where our own code sets a cookie, and which.
SET = {
    "conversations/views/hands.py": set(hands._names()),
    "conversations/views/gatherings.py": {gatherings.COOKIE},
    "residence/cookies.py": {RESIDENCE},
    "helping/visits.py": {visits.SCREEN, visits.VISIT},
}
#: Those of Django, as our settings call them.
OURS = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CookieStorage.cookie_name}


def listed(language: str) -> set[str]:
    """The cookies that the page names."""
    page = render_to_string(f"portal/words/privacy.{language}.html")
    return {name for names in re.findall(r"<dt>(.*?)</dt>", page) for name in re.findall(r"<code>(.*?)</code>", names)}


@cache
def setters() -> set[str]:
    """The files in which a cookie is set."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("set_cookie", "set_signed_cookie"):
                found.add(path.relative_to(SOURCE).as_posix())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_lists_every_cookie_that_is_set_and_no_other(language: str) -> None:
    assert setters() == set(SET), "say on the page on privacy what this cookie is for"
    assert listed(language) == OURS.union(*SET.values())


def test_what_browsers_are_given_on_the_way_stands_on_the_page(stage: Stage) -> None:
    given: set[str] = set()
    reader, member = Client(), Client()
    for path in ("/nl/", "/nl/voices/", "/nl/privacy/", "/nl/conversations/"):
        reader.get(path)
    assert not reader.cookies, "who only reads gets none"
    talk = stage.scenes["conversations"].open
    reader.get("/nl/say/?kind=idea")
    reader.post(f"/nl/conversations/{talk}/vote/", {"statement": "1", "choice": "agree"})
    given |= set(reader.cookies)
    member.force_login(stage.cast.charlie.person)
    row = Contribution.objects.get(title="De lamp is stuk")
    member.post(f"/nl/voices/{row.key}/support/", {"on": "yes"})
    given |= set(member.cookies)
    assert {"csrftoken", "voice_nl", "sessionid"} <= given
    assert given <= listed("nl")
