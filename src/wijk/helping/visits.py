"""Which screen is this, and who stands at it? Two sealed cookies: one of the screen, and one of the person, which goes with them.

The cookie of the screen says where it stands and until when; nothing that a member of the office may do goes with it. That of the person
holds a number drawn by lot: it makes their voice in a conversation, and nobody's afterwards.
"""

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from wijk.core import clock
from wijk.core.text import LANGUAGES
from wijk.residence.access import COOKIE as RESIDENCE

SCREEN, VISIT = "counter", "counter_visit"
#: A browser keeps the cookie of the screen longer than the screen is open, so that it stays closed instead of becoming the plain site.
SCREEN_AGE = 30 * 24 * 3600
#: A person is forgotten after so long whatever the browser does.
VISIT_AGE = 30 * 60
_SCREEN, _VISIT = "wijk.helping.screen", "wijk.helping.visit"


@dataclass(frozen=True, slots=True)
class Counter:
    """A screen at a stand, a counter, in a community house."""

    area: str
    stop: str  #: key of the stop at which it stands; "" for none
    language: str
    until: str
    number: str  #: drawn by lot: which screen it is, and nothing more

    @property
    def over(self) -> bool:
        """Is its time over?"""
        return datetime.fromisoformat(self.until) <= clock.now()


@dataclass(frozen=True, slots=True)
class Visit:
    """Who stands here now. `said` is what they said, for the receipt."""

    number: str
    said: str = ""

    @property
    def mark(self) -> str:
        """What a form carries, so that nobody sends the form of who was here before."""
        return salted_hmac("wijk.helping.visit.form", self.number, algorithm="sha256").hexdigest()[:24]


def sealed(area: str, stop: str, language: str, until: datetime) -> str:
    """What the browser of the screen holds."""
    row = Counter(area, stop, language, until.isoformat(), secrets.token_hex(8))
    return signing.dumps(asdict(row), salt=_SCREEN)


def counter_of(request: HttpRequest) -> Counter | None:
    """The screen that this browser is; None for every other browser."""
    try:
        told = signing.loads(request.COOKIES.get(SCREEN, ""), salt=_SCREEN)
        return Counter(**told)
    except (signing.BadSignature, TypeError, ValueError):
        return None


def visit_of(request: HttpRequest) -> Visit | None:
    """Who stands here; None for nobody."""
    try:
        number, said = signing.loads(request.COOKIES.get(VISIT, ""), salt=_VISIT, max_age=VISIT_AGE)
        return Visit(str(number), str(said))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def fresh() -> Visit:
    """Somebody new."""
    return Visit(secrets.token_hex(16))


def keep(answer: HttpResponse, visit: Visit, said: str = "") -> None:
    """Let the browser hold it as long as the person stands here, from now on."""
    row = replace(visit, said=said or visit.said)
    _set(answer, VISIT, signing.dumps([row.number, row.said], salt=_VISIT), None)


def begin(answer: HttpResponse, sealed_screen: str) -> None:
    """This browser is a screen from now on."""
    _set(answer, SCREEN, sealed_screen, SCREEN_AGE)


def end(answer: HttpResponse) -> None:
    """It is a browser like others again."""
    answer.delete_cookie(SCREEN, samesite="Lax")
    answer.delete_cookie(VISIT, samesite="Lax")


def forget(request: HttpRequest, answer: HttpResponse) -> None:
    """Let go of everything of who was here: their number, where they showed that they live, a session, what the browser kept."""
    names = {VISIT, RESIDENCE, settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES)
    if settings.SESSION_COOKIE_NAME in names:
        request.session.flush()
    for name in names:
        answer.delete_cookie(name, samesite="Lax")
    answer["Clear-Site-Data"] = '"cache", "storage"'


def language_of(row: Counter) -> str:
    """The language to which the screen goes back."""
    return row.language if row.language in LANGUAGES else LANGUAGES[0]


def _set(answer: HttpResponse, name: str, value: str, age: int | None) -> None:
    answer.set_cookie(
        name, value, max_age=age, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )  # fmt: skip
