"""What every answer wears, what no answer gives away, and what strange requests get."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.support.cast import PASSWORD
from tests.support.routes import SAMPLES
from tests.support.stage import Stage
from wijk.cli.serve import Server
from wijk.config.doors import DOORS
from wijk.core import upkeep
from wijk.core.middleware import RefuseUnwritable
from wijk.portal import views

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
OPEN = [name for name in SAMPLES if DOORS[name].kind == "open" and not DOORS[name].sends]
#: Every parameter that some page reads.
ASKED = ("q", "area", "level", "period", "in", "within", "add", "page", "before", "after", "verb", "kind", "subject", "limit",
         "offset", "bbox", "datetime", "part", "next", "size", "sort")  # fmt: skip
STRANGE = ["\0", "a\0b", "9" * 400, "-1", "١٢", "💥é", "' OR 1=1 --", '"><script>alert(1)</script>', "%00", "../../etc/passwd", "nan",
           "x" * 5000, "{{ 7*7 }}", "{0}", "1e999"]  # fmt: skip


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"}, raise_request_exception=False)


def body(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    return str(content.decode("utf-8", "replace"))


# --- what every answer wears ----------------------------------------------------------------------------------------


def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the front page fail, with a database that is silent."""

    def silent(*_: object) -> object:
        raise OperationalError("the database is away; secret-of-the-database")

    monkeypatch.setattr(views, "front", lambda _request: connection.cursor().execute("SELECT 1"))
    monkeypatch.setattr(connection, "cursor", silent)


def answer_of(kind: str, client: Client) -> Any:
    match kind:
        case "a page":
            return client.get("/nl/")
        case "a file of data":
            return client.get(reverse("api:figures_of", kwargs={"code": "density", "form": "csv"}))
        case "a static file":
            return client.get("/static/ui/base.css")
        case "a redirect":
            return client.get("/")
        case "nothing there":
            return client.get("/nl/nothing/")
        case "a wrong method":
            return client.delete("/nl/")
        case "without a token":
            return Client(headers={"host": "localhost"}, enforce_csrf_checks=True).post("/nl/account/login/", {})
        case "another host":
            return client.get("/nl/", headers={"host": "evil.example"})
        case "too large":
            return client.post("/nl/where/", {}, CONTENT_LENGTH=str(10**12))
        case "down for an upgrade":
            with upkeep.closed():
                return client.get("/nl/")
        case "broken":
            with pytest.MonkeyPatch.context() as patch:
                broken(patch)
                return client.get("/nl/")
    raise AssertionError(kind)


KINDS = {
    "a page": 200, "a file of data": 200, "a static file": 200, "a redirect": 302, "nothing there": 404, "a wrong method": 405,
    "without a token": 403, "another host": 400, "too large": 413, "down for an upgrade": 503, "broken": 500,
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_wears_the_headers(stage: Stage, client: Client, kind: str) -> None:
    answer = answer_of(kind, client)
    assert answer.status_code == KINDS[kind]
    found = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";") if part.strip())
    assert found == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in answer
    assert "X-Powered-By" not in answer


LOOKS = ("nothing there", "without a token", "another host", "too large", "down for an upgrade", "broken")


@pytest.mark.parametrize("kind", LOOKS)
def test_what_goes_wrong_is_told_in_our_look(stage: Stage, client: Client, kind: str) -> None:
    html = body(answer_of(kind, client))
    assert "<!doctype html>" in html.lower()
    assert re.search(r'<link[^>]+rel="stylesheet"[^>]+/static/ui/', html)
    assert not re.search(r"Traceback|Exception|OperationalError|secret-of-the-database|Django", html)
    assert "<h1" in html


def test_an_upgrade_says_when_to_come_back(client: Client) -> None:
    with upkeep.closed():
        assert client.get("/nl/")["Retry-After"] == "60"


def test_what_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    class Unread(BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("it was read")

    facts: Any = {"CONTENT_LENGTH": str(10**12), "wsgi.input": Unread()}
    assert client.generic("POST", "/nl/where/", **facts).status_code == 413
    facts = {"CONTENT_LENGTH": "many", "wsgi.input": Unread()}
    assert client.generic("POST", "/nl/where/", **facts).status_code == 413


def test_nothing_is_left_open_for_debugging() -> None:
    assert settings.DEBUG is False
    assert "*" not in settings.ALLOWED_HOSTS
    assert not [app for app in settings.INSTALLED_APPS if "admin" in app or "debug" in app]


# --- cookies --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [name for name in OPEN if name != "accounts:invitation"]
)  # it remembers who was invited
def test_a_visitor_gets_no_cookie(stage: Stage, client: Client, name: str) -> None:
    answer = client.get(SAMPLES[name].address(name, stage))
    allowed = {"csrftoken"} if DOORS[name].asks else set()
    assert set(answer.cookies) <= allowed, f"{name} sets {list(answer.cookies)}"


def test_the_cookies_of_who_signs_in_are_kept_from_scripts_and_strangers(stage: Stage, client: Client) -> None:
    client.get("/nl/account/login/")
    client.post("/nl/account/login/", {"login": "charlie@voorbeeld.be", "password": PASSWORD})
    assert {"sessionid", "csrftoken"} <= set(client.cookies)
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


# --- strangers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", STRANGE, ids=lambda words: repr(words[:20]))
def test_strange_words_are_answered_calmly(stage: Stage, client: Client, words: str) -> None:
    for name in OPEN:
        path = SAMPLES[name].address(name, stage).partition("?")[0]
        answer = client.get(path, dict.fromkeys(ASKED, words))
        assert answer.status_code in (200, 302, 304, 400, 404, 422), f"{name}: {answer.status_code}"
        if "html" in answer.get("Content-Type", ""):
            assert "<script>alert" not in body(answer), name


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_an_open_page_is_only_read(stage: Stage, client: Client, method: str) -> None:
    for name in OPEN:
        answers = name == "accounts:invitation" or DOORS[name].asks or DOORS[name].speaks  # there one says something
        if not (answers and method == "POST"):
            answer = client.generic(method, SAMPLES[name].address(name, stage))
            assert answer.status_code in (
                405,
                *SAMPLES[name].answers[1:],
                *((302, 404) if name == "api:api-root" else ()),
            ), name


def test_a_head_is_a_page_without_its_body(stage: Stage, client: Client) -> None:
    for name in OPEN:
        if name.startswith(("api:", "demo:")):
            continue
        path = SAMPLES[name].address(name, stage)
        answer = client.head(path)
        assert answer.status_code == client.get(path).status_code, name
        assert not body(answer), name


PATHS = ["/static/../installation.toml", "/static/%2e%2e/installation.toml", "/static/..%2f..%2finstallation.toml", "/static//etc/passwd",
         "/static/ui/../../wijk.sqlite3", "/static/ui/%00base.css", "/nl/../installation.toml", "/nl/trail/..%2f..%2finstallation.toml",
         "/api/v1/area-sets/..%2f..%2finstallation.parquet", "/installation.toml", "/deliveries/", "/nl/sources/..%2f..%2fx/",
         "/ogc/collections/..%2f..%2f/items"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_house(stage: Stage, client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (302, 400, 404)
    assert settings.SECRET_KEY not in body(answer)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/nl/")


@pytest.mark.parametrize(
    "path", ["/nl/neighbourhood/%00/", "/nl/figures/%00/", "/nl/sources/a%00b/", "/ogc/collections/%00/items/%00"]
)
def test_a_zero_character_is_nowhere(stage: Stage, client: Client, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize(
    ("path", "kind"), [("/nl/office/", "text/html"), ("/api/v1/contributions", "application/json")]
)
def test_a_zero_character_that_only_the_database_sees_is_refused_too(stage: Stage, path: str, kind: str) -> None:
    door = RefuseUnwritable(lambda _request: HttpResponse("a page"))
    asked = RequestFactory().post(path)
    with connection.cursor() as cursor:
        told: list[Exception] = []
        try:
            with transaction.atomic():
                cursor.execute("SELECT %s", ["a\0b"])
        except DataError as fault:
            told.append(fault)
    assert bool(told) == (connection.vendor == "postgresql")
    told += [
        DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"),
        DataError("DETAIL:  \\u0000 cannot be converted to text."),
    ]
    for refused in told:
        answer = door.process_exception(asked, refused)
        assert answer is not None
        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (400, kind)
    assert door.process_exception(asked, DataError("value too long")) is None
    assert door.process_exception(asked, ValueError("NUL")) is None


# --- signing in -----------------------------------------------------------------------------------------------------

EVIL = [
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "///evil.example",
]


@pytest.mark.parametrize("target", EVIL)
def test_signing_in_leads_nowhere_else(stage: Stage, client: Client, target: str) -> None:
    facts = {"login": "charlie@voorbeeld.be", "password": PASSWORD, "next": target}
    answer = client.post(f"/nl/account/login/?next={target}", facts)
    assert answer.status_code in (302, 400)
    if answer.status_code == 302:
        assert answer["Location"] == "/nl/me/"
    page = client.get(f"/nl/account/logout/?next={target}")
    assert page.status_code in (200, 302, 400)
    assert "evil" not in page.get("Location", "")


def test_guessing_a_password_is_slowed_down(stage: Stage, client: Client) -> None:
    def guess(password: str) -> HttpResponse:
        answer: Any = client.post("/nl/account/login/", {"login": "charlie@voorbeeld.be", "password": password})
        return answer  # type: ignore[no-any-return]

    statuses = [guess(f"wrong {i}").status_code for i in range(12)]
    assert 302 not in statuses
    assert guess(PASSWORD).status_code != 302, "the right password still works after twelve wrong ones"


# --- languages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wished", "home"),
    [("fr", "/fr/"), ("fr-BE,fr;q=0.9,nl;q=0.5", "/fr/"), ("en-GB", "/en/"), ("nl;q=0.4,en;q=0.8", "/en/"), ("de", "/nl/"), ("", "/nl/"),
     ("x" * 3000, "/nl/")],
)  # fmt: skip
def test_the_bare_address_leads_to_the_language_of_the_reader(db: None, client: Client, wished: str, home: str) -> None:
    answer = client.get("/", headers={"accept-language": wished})
    assert (answer.status_code, answer["Location"]) == (302, home)
    assert "Accept-Language" in answer["Vary"]


# --- secrets and logs -----------------------------------------------------------------------------------------------


def test_no_page_tells_a_secret(stage: Stage, client: Client) -> None:
    secrets = [settings.SECRET_KEY, settings.WIJK_SIGNING_KEY, str(settings.WIJK_FOLDER)]
    for name in OPEN:
        words = body(client.get(SAMPLES[name].address(name, stage)))
        assert not [secret for secret in secrets if secret in words], name


def test_the_server_writes_down_nobodys_visit() -> None:
    server = Server("127.0.0.1", 1, 1, lambda: None)
    assert server.cfg.accesslog is None
    assert server.cfg.settings["loglevel"].get() == "warning"


def test_what_somebody_looked_for_is_not_written_down(
    stage: Stage, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> object:
        raise RuntimeError("broken")

    monkeypatch.setattr(views, "find", fails)
    assert client.get("/nl/find/?q=Jan+Janssens").status_code == 500
    client.get("/nl/invitation/secret-token-of-a-letter/")
    client.post("/nl/account/login/", {"login": "jan@voorbeeld.be", "password": "wrong"})
    client.post("/nl/find/?q=Jan+Janssens")
    written = caplog.text
    assert "RuntimeError: broken" in written, "a fault of ours is written down"
    assert not [word for word in ("Janssens", "secret-token", "jan@voorbeeld.be") if word in written]
