"""The pages: a reader reports, moderators work through their queue, an author appeals, everybody reads the rules and the figures."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.cast import Member
from tests.support.leaflets import leaflet, read, tear_off
from tests.support.scenes.moderation import entered
from tests.support.stage import Stage
from wijk.core.models import Letter
from wijk.core.viewer import Operator, Passerby
from wijk.moderation import access, actions, queries
from wijk.moderation.access import Guard
from wijk.moderation.models import BlockedWord, Item, Reason, Report
from wijk.trail.models import Entry

QUEUE = "/en/office/moderation/"
REPORT = "/en/report/?about=test.leaflet:shown"


def client(member: Member | None = None) -> Client:
    found = Client(headers={"host": "localhost"})
    if member is not None:
        found.force_login(member.person)
    return found


def page(answer: Any) -> str:
    return str(answer.content.decode())


def only(*keys: str) -> None:
    """Nothing else waits."""
    Item.objects.exclude(need="").exclude(subject__in=[str(leaflet(key)) for key in keys]).update(need="", since=None)


def test_a_reader_reports_what_they_read(stage: Stage) -> None:
    visitor = client()
    assert "More benches, please." in page(visitor.get(REPORT))
    sent = {"reason": "elsewhere", "words": "Wrong place"} | Guard.passed("moderation.report")
    answer = visitor.post(REPORT, sent)
    assert answer.status_code == 302
    report = Report.objects.get()
    assert (report.reason.code, report.words) == ("elsewhere", "Wrong place")
    again = visitor.post(REPORT, sent | Guard.passed("moderation.report"))
    assert again.status_code == 302
    assert Report.objects.count() == 1, "once for each reader"
    assert visitor.post(REPORT, sent).status_code == 302, "a double click tells nothing new"
    assert client(stage.stranger).post(REPORT, sent | Guard.passed("moderation.report")).status_code == 302
    assert Report.objects.count() == 2


def test_no_address_is_kept_of_who_reports(stage: Stage) -> None:
    client().post(REPORT, {"reason": "insult"} | Guard.passed("moderation.report"), REMOTE_ADDR="192.0.2.99")
    for model in (Report, Item, Entry):
        assert "192.0.2" not in str(list(model._default_manager.values()))


@pytest.mark.parametrize(
    "about", ["", "x", "test.leaflet:hidden", "test.leaflet:nothing", "test.leaflet:", ":", "a:" + "b" * 500]
)
def test_a_report_about_nothing(stage: Stage, about: str) -> None:
    assert client().get(f"/en/report/?about={about}").status_code == 404
    assert client().post(f"/en/report/?about={about}", {"reason": "insult"}).status_code == 404


def test_a_report_without_the_guard_or_a_reason_is_told_what_is_missing(stage: Stage) -> None:
    answer = client().post(REPORT, {"reason": "insult", "words": "kept words"})
    assert "This form was not complete" in page(answer)
    assert "kept words" in page(answer)
    assert "guard" in page(answer)
    client().post(REPORT, {"words": "x" * 5000} | Guard.passed("moderation.report"))
    assert not Report.objects.exists()


def test_a_moderator_works_through_the_queue(stage: Stage) -> None:
    entered("second", "We want the market back.", before=True)
    entered("third", "You are all fools.", before=True)
    only("waiting", "second", "third")
    desk = client(stage.everywhere["clerk"])
    shown = page(desk.get(QUEUE))
    assert shown.index("Buy it at") < shown.index("We want the market") < shown.index("You are all fools"), (
        "the longest first"
    )
    assert "It holds 4 links." in shown
    answer = desk.post(f"{QUEUE}next/")
    for choice, more in (("hide", {"reason": "advertising"}), ("show", {}), ("hide", {"reason": "insult"})):
        there = answer["Location"].partition("#")[0]
        seen = Item.objects.get(key=there.split("/")[5])
        assert desk.get(there).status_code == 200
        answer = desk.post(
            f"/en/office/moderation/items/{seen.key}/decide/", {"do": choice, "seen": seen.version, **more}
        )
        assert answer.status_code == 302
    assert answer["Location"] == QUEUE
    assert "Nothing waits here." in page(desk.get(QUEUE))
    assert read(leaflet("second")) == "We want the market back."
    assert read(leaflet("third")) == read(leaflet("waiting")) == ""


def test_two_moderators_never_have_the_same_next(stage: Stage) -> None:
    entered("second", "We want the market back.", before=True)
    only("waiting", "second")
    one, other = client(stage.everywhere["clerk"]), client(stage.everywhere["manager"])
    first, second = one.post(f"{QUEUE}next/")["Location"], other.post(f"{QUEUE}next/")["Location"]
    assert first != second
    assert "A colleague has this open" in page(other.get(first.partition("#")[0]))
    assert other.post(f"{QUEUE}next/")["Location"] == second, "one's own comes back"
    assert client(stage.everywhere["facilitator"]).post(f"{QUEUE}next/")["Location"] == QUEUE


def test_the_second_to_decide_reads_so_and_keeps_their_words(stage: Stage) -> None:
    row: Item = stage.scenes["moderation"].waiting
    row.refresh_from_db()
    actions.show(stage.everywhere["manager"].viewer, item=row)
    sent = {"do": "hide", "reason": "insult", "words": "My careful words", "seen": row.version}
    answer = client(stage.everywhere["clerk"]).post(f"{QUEUE}items/{row.key}/decide/", sent)
    assert answer.status_code == 409
    assert "Somebody decided about this a moment ago" in page(answer)
    assert "My careful words" in page(answer)
    assert read(leaflet("waiting"))


@pytest.mark.parametrize(
    "sent",
    [
        *({}, {"do": "delete"}, {"do": "show"}, {"do": "show", "seen": "x"}, {"do": "show", "seen": "9" * 30}),
        *({"do": "hide", "seen": "0", "reason": "\x00"}, {"do": "remove", "seen": "0"}, {"do": "grant", "seen": "0"}),
        {"do": "hide", "seen": "0", "reason": "insult", "words": "x" * 100_000},
    ],
)
def test_nonsense_decides_nothing(stage: Stage, sent: dict[str, str]) -> None:
    row: Item = stage.scenes["moderation"].waiting
    answer = client(stage.everywhere["clerk"]).post(f"{QUEUE}items/{row.key}/decide/", sent)
    assert answer.status_code in (400, 404, 409, 422)
    assert not row.verdicts.exists()


def test_what_is_gone_leaves_the_queue(stage: Stage) -> None:
    row: Item = stage.scenes["moderation"].waiting
    only("waiting")
    tear_off(leaflet("waiting"))
    desk = client(stage.everywhere["clerk"])
    assert "no longer there" in page(desk.get(f"{QUEUE}items/{row.key}/")).lower()
    answer = desk.post(f"{QUEUE}items/{row.key}/decide/", {"do": "show", "seen": row.version})
    assert answer["Location"] == QUEUE
    assert "Nothing waits here." in page(desk.get(QUEUE))


def test_removal_by_two_on_the_pages(stage: Stage) -> None:
    row: Item = stage.scenes["moderation"].waiting
    one, other = client(stage.everywhere["clerk"]), client(stage.everywhere["manager"])
    there = f"{QUEUE}items/{row.key}/"
    one.post(f"{there}decide/", {"do": "propose", "reason": "advertising", "seen": row.version})
    row.refresh_from_db()
    assert "somebody else must look at it" in page(one.get(there))
    answer = one.post(f"{there}decide/", {"do": "remove", "seen": row.version})
    assert "You asked for this removal yourself" in page(answer)
    other.post(f"{there}decide/", {"do": "remove", "seen": row.version})
    row.refresh_from_db()
    assert row.visibility == "removed"


def test_an_author_appeals_by_the_link_in_the_letter(stage: Stage) -> None:
    row = entered("mine", "The mayor is a clown.", contact="author@example.org")
    actions.hide(Operator(), item=row, reason="insult", words="Leave the clown out.")
    body = Letter.objects.get(to="author@example.org").body
    link = next(word for word in body.split() if "/appeal/" in word)
    path = link[link.index("/en/") :]
    visitor = client()
    shown = visitor.get(path)
    assert shown["Referrer-Policy"] == "same-origin"
    assert "Leave the clown out." in page(shown)
    assert "The mayor is a clown." in page(shown)
    assert "Why do you not agree?" in page(shown)
    assert visitor.post(path, {"words": ""}).status_code == 200
    assert visitor.post(path, {"words": "Clowns are honourable people."}).status_code == 302
    assert "waits for another moderator" in page(visitor.get(path))
    assert "appealed against this already" in page(visitor.post(path, {"words": "Again."}))
    row.refresh_from_db()
    actions.dismiss_appeal(stage.everywhere["clerk"].viewer, item=row, words="It is about a person.")
    assert "It is about a person." in page(visitor.get(path))


def test_an_author_with_an_account_finds_what_is_not_shown(stage: Stage) -> None:
    mark = access.author_mark(stage.stranger.key)
    row = entered("mine", "The mayor is a clown.", author=mark)
    entered("other", "Somebody else’s words", author=access.author_mark("x"), before=True)
    actions.hide(Operator(), item=row, reason="insult")
    me = client(stage.stranger)
    shown = page(me.get("/en/rules-of-speaking/mine/"))
    assert "The mayor is a clown." in shown
    assert "Somebody else" not in shown
    row.refresh_from_db()
    verdict = queries.against(row)
    assert verdict is not None
    assert f"/en/{queries.appeal_path(row, verdict)}" in shown


def test_everybody_reads_the_rules_and_the_figures(stage: Stage) -> None:
    actions.report(Passerby(), subject=leaflet("shown"), reason="hate", once="x")
    for language, word in (("en", "Rules of speaking"), ("nl", ""), ("fr", "")):
        text = page(client().get(f"/{language}/rules-of-speaking/"))
        assert word in text
        for reason in Reason.objects.all():
            assert reason.title.said(language) in text.replace("&#x27;", "’")
    answer: Any = client().get("/api/v1/moderation.csv")
    table = b"".join(answer.streaming_content).decode()
    assert "insult" in table
    assert "hate" in table
    assert "fool" not in table
    told = client().get("/api/v1/moderation.json").json()["moderation"]
    assert {row["reason"]: row["hidden"] for row in told}["insult"] == 1
    assert client().get("/api/v1/moderation-dictionary/moderation.json").status_code == 200


def test_words_of_somebody_are_shown_as_words(stage: Stage) -> None:
    row = entered("xss", "<script>alert(1)</script> \u202eevil", before=True)
    shown = page(client(stage.everywhere["clerk"]).get(f"{QUEUE}items/{row.key}/"))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_the_office_keeps_reasons_and_words(stage: Stage) -> None:
    desk = client(stage.everywhere["clerk"])
    sent = {f"{name}_{language}": f"Noise {language}" for name in ("title", "words") for language in ("nl", "fr", "en")}
    assert desk.post(f"{QUEUE}reasons/new/", sent | {"code": "noise", "active": "on", "order": "90"}).status_code == 302
    assert "Noise fr" in page(client().get("/fr/rules-of-speaking/"))
    missing = desk.post(f"{QUEUE}reasons/noise/", sent | {"title_fr": "", "order": "90"})
    assert "say it in Dutch, French and English" in page(missing)
    desk.post(f"{QUEUE}reasons/noise/", sent | {"order": "90"})
    assert "Noise fr" not in page(client().get("/fr/rules-of-speaking/"))
    assert desk.post(f"{QUEUE}words/", {"words": "Casinö\n\nVIAGRA\ncasino"}).status_code == 302
    assert set(BlockedWord.objects.values_list("word", flat=True)) == {"casino", "viagra"}
    assert "Write one word on each line" in page(desk.post(f"{QUEUE}words/", {"words": "two words"}))
    assert BlockedWord.objects.count() == 2


def test_one_reason_always_stays(stage: Stage) -> None:
    Reason.objects.exclude(code="insult").update(active=False)
    desk = client(stage.everywhere["clerk"])
    sent = {f"{name}_{language}": "Insult" for name in ("title", "words") for language in ("nl", "fr", "en")}
    assert "One reason must stay" in page(desk.post(f"{QUEUE}reasons/insult/", sent | {"order": "1"}))


@pytest.mark.parametrize(
    "query",
    ["", "?need=appeal", "?need=zzz&area=%F0%9F%98%80&language=" + "x" * 300, "?area=neighbourhood/1", "?page=99"],
)
def test_a_long_queue_costs_as_much_as_a_short_one(stage: Stage, query: str) -> None:
    desk = client(stage.everywhere["clerk"])

    def cost() -> int:
        desk.get(QUEUE + query)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(QUEUE + query).status_code == 200
        return len([one for one in asked if "SAVEPOINT" not in one["sql"]])

    few = cost()
    for n in range(60):
        entered(f"many-{n}", f"Words number {n}", before=True)
    cache.clear()
    assert cost() <= few + 1
    assert cost() <= 17


def test_the_rules_cost_as_much_after_many_decisions(stage: Stage) -> None:
    for n in range(40):
        actions.hide(Operator(), item=entered(f"many-{n}", f"Words number {n}"), reason="insult")
    client().get("/en/rules-of-speaking/")
    with CaptureQueriesContext(connection) as asked:
        client().get("/en/rules-of-speaking/")
    assert len(asked) <= 12
