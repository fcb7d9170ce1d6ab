"""Whole errands in the browser: with an account, without one, at the counter, by letter, by a provider of identities."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory

from tests.support.cast import Member
from tests.support.scenes.residence import HERE, SCOPE
from tests.support.stage import Stage
from wijk.accounts.models import Person
from wijk.config.adapters import ProviderAdapter
from wijk.conversations.models import Conversation
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.residence import access, actions, codes
from wijk.residence.adapters import ASKED
from wijk.residence.models import Letter, Resident

LETTER = {"street": "Dorpsstraat", "number": "1", "postcode": "1000", "town": "Kleinstad", "area": HERE, "once": "form"}


def browser(member: Member | None = None) -> Client:
    client = Client(headers={"host": "localhost"})
    if member:
        client.force_login(member.person)
    return client


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_before_one_begins_the_page_says_what_and_why(stage: Stage) -> None:
    page = text(browser().get(f"/en/residence/for/{SCOPE}/"))
    assert "Say where you live" in page
    assert "It is about these streets." in page
    assert page.index("Say it yourself") < page.index("By a letter with a code")  # the lightest way first
    assert f"/en/residence/declare/?for={SCOPE}".replace(":", "%3A") in page
    assert browser().get("/en/residence/for/processes.process:nowhere/").status_code == 404


def test_without_an_account_one_step_and_a_cookie_that_goes_with_the_window(stage: Stage) -> None:
    client = browser()
    assert not client.get("/en/residence/declare/").cookies.keys() - {"csrftoken"}
    answer = client.post("/en/residence/declare/", {"area": HERE, "for": SCOPE})
    assert answer["Location"] == f"/en/residence/for/{SCOPE}/"
    cookie = answer.cookies["residence"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Lax", "", "")
    assert HERE not in cookie.value
    assert "You can take part." in text(client.get(answer["Location"]))
    assert not Resident.objects.exists()
    client.post("/en/residence/leave/")
    assert "You can take part." not in text(client.get(answer["Location"]))


def test_with_an_account_it_is_kept_until_one_says_forget(stage: Stage) -> None:
    client = browser(stage.stranger)
    client.post("/en/residence/declare/", {"area": HERE})
    assert "You said where you live." in text(client.get("/en/residence/"))
    client.post("/en/residence/forget/")
    assert "We do not know where you live." in text(client.get("/en/residence/"))
    assert not Resident.objects.exists()


@pytest.mark.parametrize(
    "told",
    [{"area": ""}, {"area": "neighbourhood/99"}, {"street": "Nergensstraat"}, {"street": "\0"}, {"street": "x" * 5000}],
)
def test_what_is_not_right_is_said_at_its_box(stage: Stage, told: dict[str, str]) -> None:
    page = text(browser().post("/en/residence/declare/", told))
    assert "wrong-text" in page


def test_a_letter_is_asked_printed_and_typed_without_an_account(stage: Stage) -> None:
    client, clerk = browser(), browser(stage.everywhere["clerk"])
    before = Letter.objects.count()
    assert client.post("/en/residence/letter/", LETTER).status_code == 302
    assert client.post("/en/residence/letter/", LETTER).status_code == 302  # a double click
    assert Letter.objects.count() == before + 1
    assert "Dorpsstraat 1" in text(clerk.get("/en/office/residence/letters/"))
    made = clerk.post("/en/office/residence/letters/", {"window": "left"})
    assert made["Content-Type"] == "application/pdf"
    assert made["Cache-Control"].startswith("no-store, private")
    assert made.content.startswith(b"%PDF")
    batch = Letter.objects.latest("pk").batch
    code = actions.print_letters(Operator(), batch=batch).sheets[-1].code
    clerk.post(f"/en/office/residence/letters/{batch}/sent/")
    assert Letter.objects.latest("pk").lines == ""
    answer = client.post("/en/residence/code/", {"code": code.lower(), "for": SCOPE})
    assert "no-store" in answer["Cache-Control"]
    assert "shown only now" in text(answer)
    assert "You can take part." in text(client.get(f"/en/residence/for/{SCOPE}/"))


def test_wrong_codes_are_answered_with_a_sentence_and_then_with_a_pause(stage: Stage) -> None:
    client = browser()
    assert "no code of ours" in text(client.post("/en/residence/code/", {"code": "<script>"}))
    pages = [text(client.post("/en/residence/code/", {"code": codes.fresh(codes.LETTER)})) for _at in range(21)]
    assert "This code is not right" in pages[0]
    assert "Wait an hour" in pages[-1]


def test_the_counter_hands_over_a_pass_and_forgets(stage: Stage) -> None:
    clerk = browser(stage.everywhere["clerk"])
    form = {"area": HERE, "seen": "on", "once": "one"}
    first = clerk.post("/en/office/residence/counter/", form)
    assert first["Cache-Control"].startswith("no-store, private")
    assert first["Clear-Site-Data"] == '"cache"'
    again = clerk.post("/en/office/residence/counter/", form)
    shown = text(first).partition('residence-code">')[2].partition("<")[0]
    assert shown
    assert shown in text(again)
    assert Resident.objects.count() == 1
    fresh = text(clerk.get("/en/office/residence/counter/"))
    assert shown not in fresh
    assert 'autocomplete="off"' in fresh
    slip = clerk.post("/en/office/residence/counter/slip/", {"code": shown})
    assert slip.content.startswith(b"%PDF")
    proof = actions.show_code(Passerby(), typed=shown).proof
    assert access.standing(Passerby(), proof).way == "counter"


def test_the_ticket_of_an_account_is_typed_at_the_counter(stage: Stage) -> None:
    mine = text(browser(stage.stranger).post("/en/residence/counter/"))
    ticket = mine.partition('residence-code">')[2].partition("<")[0]
    clerk = browser(stage.everywhere["clerk"])
    page = text(
        clerk.post("/en/office/residence/counter/", {"area": HERE, "seen": "on", "ticket": ticket, "once": "x"})
    )
    assert "Nothing is to be handed over" in page
    assert access.standing(stage.stranger.viewer).level == "verified"


def test_at_a_counter_of_one_neighbourhood_the_others_are_not_offered(stage: Stage) -> None:
    page = text(browser(stage.elsewhere["facilitator"]).get("/en/office/residence/counter/"))
    assert 'value="neighbourhood/3"' in page
    assert 'value="neighbourhood/1"' not in page


def test_the_register_is_brought_looked_at_and_put_in_force(stage: Stage, tmp_path: Any) -> None:
    clerk = browser(stage.everywhere["clerk"])
    file = tmp_path / "register.csv"
    file.write_bytes("card;area\n77-88;1\n;1\n".encode("cp1252"))
    with file.open("rb") as upload:
        answer = clerk.post("/en/office/residence/register/", {"file": upload}, follow=True)
    page = text(answer)
    assert "Line 3: a cell is empty, or cannot be read" in page
    assert "77-88" not in page
    key = page.partition("/office/residence/register/")[2]
    draft = next(
        part
        for part in page.split('"')
        if "/residence/register/" in part and part.count("/") == 6 and "columns" not in part
    )
    assert key
    clerk.post(draft, {"do": "use"})
    client = browser()
    assert "not found in the register" in text(client.post("/en/residence/register/", {"line_card": "111222"}))
    assert client.post("/en/residence/register/", {"line_card": "7788"}).cookies["residence"].value


def test_the_office_says_what_is_asked_and_everybody_reads_why(stage: Stage) -> None:
    clerk = browser(stage.everywhere["clerk"])
    page = f"/en/office/residence/for/{SCOPE}/"
    assert "Say why it is asked" in text(clerk.post(page, {"level": "verified"}))
    assert (
        clerk.post(page, {"level": "verified", "why_en": "Who lives there decides.", "ways": ["counter"]}).status_code
        == 302
    )
    shown = text(browser().get(f"/en/residence/for/{SCOPE}/"))
    assert "Who lives there decides." in shown
    assert "By a letter" not in shown


def test_what_is_kept_stands_on_a_page(stage: Stage) -> None:
    page = text(browser().get("/en/residence/kept/"))
    for name in ("house", "lines", "hash", "told_on"):
        assert f"<code>{name}</code>" in page


# --- by a provider of identities -----------------------------------------------------------------------------------


RULES = {"claim": "address.postal_code", "areas": {"1000": HERE}}
CLAIMS = {
    "sub": "a-1",
    "name": "Charlie",
    "email": "c@x.be",
    "address": {"postal_code": "1000", "street_address": "Dorpsstraat 1"},
}


def come_back(
    member: Member | None, claims: dict[str, Any], *, asked: str = "city", other: bool = False
) -> SocialAccount:
    """The provider's answer, as the library hands it to the adapter."""
    request: Any = RequestFactory().get("/")
    request.session = SessionStore()
    request._messages = FallbackStorage(request)
    request.user = member.person if member else AnonymousUser()
    if asked:
        request.session[ASKED] = asked
    account = SocialAccount(
        provider="city", uid=claims.get("sub", ""), extra_data={"userinfo": claims, "id_token": {"iss": "x"}}
    )
    owner = Person.objects.exclude(pk=request.user.pk).earliest("pk") if other else Person()
    ProviderAdapter(request).pre_social_login(request, SocialLogin(user=owner, account=account))
    assert ASKED not in request.session
    return account


@pytest.fixture
def provider(settings: Any) -> None:
    settings.WIJK_RESIDENCE_CLAIMS = {"city": RULES}


def test_a_provider_tells_the_neighbourhood_and_nothing_else_stays(stage: Stage, provider: None) -> None:
    account = come_back(stage.stranger, CLAIMS)
    held = access.standing(stage.stranger.viewer)
    assert (held.level, held.way, held.area) == ("verified", "openid", HERE)
    assert account.extra_data == {"sub": "a-1", "name": "Charlie", "email": "c@x.be"}


@pytest.mark.parametrize(
    "told",
    [
        {"asked": ""}, {"asked": "another"}, {"other": True}, {"claims": {"sub": "a-1"}}, {"claims": {**CLAIMS, "sub": ""}},
        {"claims": {**CLAIMS, "address": "1000"}}, {"claims": {**CLAIMS, "address": {"postal_code": ["1000"]}}},
        {"claims": {**CLAIMS, "address": {"postal_code": "9999"}}}, {"member": None},
    ],
)  # fmt: skip
def test_what_was_not_asked_or_says_too_little_shows_nothing(
    stage: Stage, provider: None, told: dict[str, Any]
) -> None:
    account = come_back(told.pop("member", stage.stranger), told.pop("claims", CLAIMS), **told)
    assert access.standing(stage.stranger.viewer).level == "none"
    assert "address" not in account.extra_data
    assert not Resident.objects.exists()


def test_a_provider_that_knows_the_card_joins_the_line_of_the_register(stage: Stage, settings: Any) -> None:
    settings.WIJK_RESIDENCE_CLAIMS = {"city": {"register": ["card"]}}
    on_paper = actions.known_at_counter(Operator(), line=["111222"])
    come_back(stage.stranger, {"sub": "a-1", "card": "111.222"})
    assert access.mark(stage.stranger.viewer, "x:y") == access.mark(Passerby(), "x:y", session=on_paper) != ""


def test_the_page_of_providers_asks_first_and_sends_on_by_a_form(stage: Stage, settings: Any) -> None:
    client = browser(stage.stranger)
    assert "No provider tells us" in text(client.get("/en/residence/provider/"))
    assert client.session.get(ASKED) is None
    client.post("/en/residence/provider/", {"provider": "nobody"})
    assert client.session.get(ASKED) is None


def test_the_block_on_the_page_of_what_asks_leads_to_the_ways(stage: Stage) -> None:
    talk: str = stage.scenes["conversations"].open
    scope = Subject("conversations.conversation", talk)
    actions.require(Operator(), scope=scope, level="declared", why=Text.of("Because of the trees."))
    cache.clear()
    page = text(browser().get(f"/en/conversations/{talk}/"))
    assert "Because of the trees." in page
    assert f"/en/residence/for/{scope}/" in page.replace("%3A", ":")


def test_who_voted_before_their_account_was_linked_to_the_register_has_one_voice(stage: Stage) -> None:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    Conversation.objects.filter(pk=talk.pk).update(who="confirmed", place="")
    actions.declare(stage.stranger.viewer, area=HERE)
    client, before = browser(stage.stranger), talk.voices.count()
    number = talk.statements.filter(visibility="shown").order_by("number").values_list("number", flat=True)[0]
    vote = {"statement": str(number), "choice": "agree"}
    assert client.post(f"/en/conversations/{talk.key}/vote/", vote).status_code == 302
    assert talk.voices.count() == before + 1
    actions.show_line(stage.stranger.viewer, cells=["111222"])
    assert client.post(f"/en/conversations/{talk.key}/vote/", vote).status_code == 302
    assert talk.voices.count() == before + 1
    assert browser().post(f"/en/conversations/{talk.key}/vote/", vote).status_code == 302
    assert talk.voices.count() == before + 1  # who said nothing of where they live has no voice here
