"""A code leads to three sentences and one step; nothing ties a person to what they said."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.support.stage import HERE, Stage
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.notices.models import Follow, Reader
from wijk.outreach import actions, codes, providing, queries, tokens
from wijk.outreach.models import Call, Channel, Code, Position, Stance, Tally
from wijk.trail.models import Entry


@pytest.fixture
def call(stage: Stage) -> Call:
    return Call.objects.get(key=stage.scenes["outreach"].call)


@pytest.fixture
def poster(call: Call) -> Code:
    return Code.objects.get(call=call, channel=Channel.POSTER)


def visitor() -> Client:
    return Client(headers={"host": "localhost"})


def follow(call: Call, name: str, **more: Any) -> Reader:
    reader = Reader.objects.create(
        email="" if "person" in more else f"{name}@voorbeeld.be", confirmed_at=clock.now(), **more
    )
    Follow.objects.create(reader=reader, tag=f"area:{HERE}", confirmed_at=clock.now())
    return reader


def test_a_short_address_leads_to_the_language_of_the_visitor(poster: Code) -> None:
    for language, title in (("fr", "La place"), ("en", "The square"), ("nl", "Het plein")):
        answer = Client(headers={"host": "localhost", "accept-language": language}).get(
            f"/k/{poster.code}/", follow=True
        )
        assert title in answer.content.decode()
        assert answer.redirect_chain[-1][0] == f"/{language}/k/{poster.code}/"


def test_a_code_typed_by_hand_is_forgiven(poster: Code) -> None:
    loose = codes.shown(poster.code).lower().replace("0", "o").replace("1", "l")
    answer = visitor().get("/nl/k/", {"code": loose})
    assert answer["Location"] == f"/nl/k/{poster.code}/"
    assert visitor().get(f"/nl/k/{poster.code.lower()}/")["Location"] == f"/nl/k/{poster.code}/"
    wrong = visitor().get("/en/k/", {"code": "AAAAAA1"})
    assert "This code does not exist" in wrong.content.decode()
    assert visitor().get("/nl/k/zzzzzz/").status_code == 404


def test_a_position_is_one_step_and_can_be_changed_with_the_link_alone(call: Call, poster: Code) -> None:
    client = visitor()
    page = client.get(f"/en/k/{poster.code}/").content.decode()
    assert "What cannot change" in page
    assert "not a vote" in page
    answer = client.post(f"/en/k/{poster.code}/position/", {"position": "agree"})
    link = answer["Location"]
    assert "Your answer was counted" in client.get(link).content.decode()
    token = link.partition("?t=")[2].partition("&")[0]
    other = visitor()
    answer = other.post(f"/en/k/{poster.code}/position/", {"position": "against", "t": token})
    assert "done=changed" in answer["Location"]
    assert queries.counts(call) == {("poster", "against"): 1}


def test_nobody_is_counted_twice_by_accident_from_one_device(call: Call, poster: Code) -> None:
    client = visitor()
    for _turn in range(3):
        client.post(f"/en/k/{poster.code}/position/", {"position": "agree"})
    assert queries.counts(call) == {("poster", "agree"): 1}


def test_one_visitor_cannot_go_on_and_on(call: Call, poster: Code) -> None:
    client = visitor()
    for _turn in range(30):
        client.post(f"/en/k/{poster.code}/position/", {"position": "agree", "t": tokens.fresh(call.key)})
    assert sum(queries.counts(call).values()) == 12


def test_an_account_holder_has_one_position_on_every_device(stage: Stage, call: Call, poster: Code) -> None:
    letter = Code.objects.get(call=call, channel=Channel.LETTER)
    for code, position in ((poster, "agree"), (letter, "worries")):
        client = visitor()
        client.force_login(stage.cast.charlie.person)
        client.post(f"/en/k/{code.code}/position/", {"position": position})
    assert queries.by_position(queries.counts(call))["worries"] == 1
    assert sum(queries.counts(call).values()) == 1


def test_nothing_ties_a_person_to_a_position(stage: Stage, call: Call, poster: Code) -> None:
    charlie, before = stage.cast.charlie.person, Entry.objects.count()
    client = visitor()
    client.force_login(charlie)
    answer = client.post(f"/en/k/{poster.code}/position/", {"position": "against"})
    assert Entry.objects.count() == before
    (row,) = Stance.objects.all()
    kept = f"{row.mark} {row.channel} {row.position}"
    assert {field.name for field in Stance._meta.get_fields()} == {"mark", "call", "channel", "position"}
    assert charlie.key not in kept
    assert charlie.key not in answer["Location"]
    token = answer["Location"].partition("?t=")[2].partition("&")[0]
    assert token not in kept
    for session in Session.objects.all():
        told = str(session.get_decoded())
        assert "against" not in told
        assert row.mark not in told
        assert token not in told


def test_the_end_of_a_call_keeps_counts_and_forgets_the_links(stage: Stage, call: Call, poster: Code) -> None:
    token = ""
    for position in ("agree", "agree", "against"):
        token = actions.take_position(code=poster, position=position).token
    actions.count_slips(stage.cast.fay.viewer, key=call.key, counts={"worries": 4})
    counted = queries.counts(call)
    actions.end_call(stage.cast.fay.viewer, key=call.key)
    assert queries.counts(call) == counted
    assert not Stance.objects.exists()
    entry = Entry.objects.filter(verb="outreach.end_call").latest("index")
    assert entry.data["positions"] == 7
    assert entry.data["by_position"] == {"agree": 2, "worries": 4, "against": 1, "none": 0, "told": 0}
    with pytest.raises(Refused) as refused:
        actions.take_position(code=poster, position="agree", token=token)
    assert refused.value.code == "call-ended"
    assert "This call has ended" in visitor().get(f"/en/k/{poster.code}/").content.decode()


def test_few_answers_are_not_shown(call: Call, poster: Code) -> None:
    for _turn in range(4):
        actions.take_position(code=poster, position="agree")
    assert "Fewer than five answers" in visitor().get(f"/en/k/{poster.code}/").content.decode()
    actions.take_position(code=poster, position="told")
    assert "5 answers by whoever wanted" in visitor().get(f"/en/k/{poster.code}/").content.decode()


@pytest.mark.parametrize("position", ["", "yes", "agree ", "AGREE"])
def test_only_the_answers_there_are_count(poster: Code, position: str) -> None:
    with pytest.raises(Refused):
        actions.take_position(code=poster, position=position)
    visitor().post(f"/en/k/{poster.code}/position/", {"position": position})
    assert not Stance.objects.exists()


def test_a_link_of_another_call_or_a_made_up_one_changes_nothing(poster: Code) -> None:
    for token in (tokens.fresh("another-call"), "x" * 34):
        with pytest.raises(Refused) as refused:
            actions.take_position(code=poster, position="agree", token=token)
        assert refused.value.code == "link-broken"


def test_after_the_last_day_nothing_counts_and_the_worker_ends_it(stage: Stage, call: Call, poster: Code) -> None:
    Call.objects.filter(pk=call.pk).update(until=clock.today())
    actions.take_position(code=poster, position="agree")
    tomorrow = clock.now() + timedelta(days=1)
    with clock.at(tomorrow):
        with pytest.raises(Refused):
            actions.take_position(code=poster, position="agree")
        assert providing.ending.work(tomorrow) == 1
        assert providing.ending.work(tomorrow) == 0
    assert Tally.objects.get(call=call).count == 1


def test_who_asks_says_first_what_cannot_change(stage: Stage) -> None:
    told: dict[str, Any] = {
        "place": HERE,
        "title": Text.of("Park"),
        "words": Text.of("Het park."),
        "question": Text.of("Ja?"),
    }
    with pytest.raises(Refused) as refused:
        actions.open_call(stage.cast.fay.viewer, **told)
    assert refused.value.code == "no-fixed"


def test_what_was_asked_does_not_change_under_those_who_answered(stage: Stage, call: Call, poster: Code) -> None:
    actions.take_position(code=poster, position="agree")
    told = {"title": Text.of("Anders"), "words": call.words, "fixed": call.fixed}
    with pytest.raises(Refused) as refused:
        actions.change_call(stage.cast.fay.viewer, key=call.key, question=Text.of("Iets anders?"), **told)
    assert refused.value.code == "call-answered"
    assert actions.change_call(stage.cast.fay.viewer, key=call.key, question=call.question, **told).title == Text.of(
        "Anders"
    )


@pytest.mark.parametrize(
    "target", ["https://evil.example/x", "//evil.example", "javascript:alert(1)", "a/../../b", "x y", 'x"onclick']
)
def test_a_call_leads_to_this_site_alone(stage: Stage, target: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.open_call(stage.cast.fay.viewer, place=HERE, title=Text.of("P"), words=Text.of("W"), target=target)
    assert refused.value.code == "target-elsewhere"


def test_a_code_that_is_taken_is_never_given_again(stage: Stage, poster: Code, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = [
        "00000" + codes.check("00000"),
        "11111" + codes.check("11111"),
        "22222" + codes.check("22222"),
        "33333" + codes.check("33333"),
    ]
    queue = [poster.code, poster.code, *fresh]
    monkeypatch.setattr(codes, "fresh", lambda: queue.pop(0))
    made = actions.open_call(stage.cast.fay.viewer, place=HERE, title=Text.of("P"), words=Text.of("W"))
    assert sorted(made.codes.values_list("code", flat=True)) == fresh
    monkeypatch.setattr(codes, "fresh", lambda: poster.code)
    with pytest.raises(Refused) as refused:
        actions.open_call(stage.cast.fay.viewer, place=HERE, title=Text.of("P"), words=Text.of("W"))
    assert refused.value.code == "no-code"


def test_slips_can_be_taken_back_but_never_below_none(stage: Stage, call: Call) -> None:
    fay = stage.cast.fay.viewer
    actions.count_slips(fay, key=call.key, counts={"agree": 5})
    actions.count_slips(fay, key=call.key, counts={"agree": -2})
    assert queries.counts(call) == {("slip", "agree"): 3}
    for wrong in ({"agree": -4}, {}, {"agree": 0}, {"maybe": 1}):
        with pytest.raises(Refused):
            actions.count_slips(fay, key=call.key, counts=wrong)
    with pytest.raises(NotAllowed):
        actions.count_slips(stage.elsewhere["clerk"].viewer, key=call.key, counts={"agree": 1})


def test_each_follower_gets_one_letter_with_a_link_of_their_own(stage: Stage, call: Call) -> None:
    charlie = stage.cast.charlie.person
    follow(call, "charlie", person=charlie)
    for name in ("gust", "hilde"):
        follow(call, name, language="fr")
    stopped = follow(call, "stopped")
    Reader.objects.filter(pk=stopped.pk).update(stopped_at=clock.now())
    before = set(Letter.objects.values_list("pk", flat=True))
    actions.mail_call(stage.cast.fay.viewer, key=call.key)
    with pytest.raises(Refused):
        actions.mail_call(stage.cast.fay.viewer, key=call.key)
    assert providing.mailing.work(clock.now()) >= 3
    Call.objects.filter(pk=call.pk).update(
        mail_done_at=None, mailed_to=0
    )  # as if a worker had died before it could say so
    providing.mailing.work(clock.now())
    letters = {letter.to: letter for letter in Letter.objects.exclude(pk__in=before)}
    assert len(letters) == Letter.objects.exclude(pk__in=before).count()
    assert "stopped@voorbeeld.be" not in letters
    assert "La place" in letters["gust@voorbeeld.be"].subject
    links = {to: next(word for word in letter.body.split() if "/k/" in word) for to, letter in letters.items()}
    assert len(set(links.values())) == len(links)
    path = links["gust@voorbeeld.be"].partition("//")[2].partition("/")[2]
    assert path.startswith("fr/k/")
    page = visitor().get(f"/{path}")
    assert page["Referrer-Policy"] == "same-origin"
    assert 'name="t"' in page.content.decode()
    assert "/stop" in letters["gust@voorbeeld.be"].body


def test_a_call_is_told_goes_on_and_is_described(
    stage: Stage, call: Call, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(2):
        going = providing.goes_on.happenings(HERE, Passerby(), 10)
    assert {one.subject for one in going} == {
        Subject("outreach.call", call.key),
        Subject("outreach.newsletter", stage.scenes["outreach"].sent),
    }
    assert not providing.goes_on.happenings("neighbourhood/3", Passerby(), 10)
    card = providing.describes.card(Subject("outreach.call", call.key), Passerby())
    assert card is not None
    assert "/k/" in card.url
    draft = Subject("outreach.newsletter", stage.scenes["outreach"].draft)
    assert providing.describes.card(draft, Passerby()) is None
    assert providing.describes.card(draft, stage.cast.fay.viewer) is not None


def test_every_position_has_its_words() -> None:
    assert set(queries.POSITION_WORDS) == set(Position.values)
    assert set(queries.CHANNEL_WORDS) == set(Channel)


def test_the_whole_errand_of_a_call_in_the_office(stage: Stage) -> None:
    client = visitor()
    client.force_login(stage.cast.fay.person)
    told = {
        "place": HERE,
        "title_nl": "Het park",
        "words_nl": "Het park gaat open.",
        "question_nl": "Goed?",
        "fixed_nl": "De haag blijft.",
        "target": "/nl/about/",
    }
    answer = client.post("/en/office/calls/new/?about=outreach.newsletter:x", told)
    where = answer["Location"]
    key = where.rstrip("/").rpartition("/")[2]
    assert Call.objects.get(key=key).about == "outreach.newsletter:x"
    page = client.get(where).content.decode()
    assert codes.shown(Code.objects.get(call__key=key, channel="poster").code) in page
    poster = client.get(f"{where}poster.pdf?languages=nl&paper=a3&contact=02+279+00+00")
    assert poster["Content-Type"] == "application/pdf"
    untold = client.get(f"{where}poster.pdf?languages=fr&paper=a3").content.decode()
    assert "no title or text in fr" in untold
    client.post(f"{where}slips/", {"agree": "3"})
    client.post(f"{where}end/")
    assert "ended on" in client.get(where).content.decode()


def test_saving_without_touching_anything_changes_nothing(stage: Stage, call: Call) -> None:
    """What the form shows is what is there, the last day included."""
    Call.objects.filter(pk=call.pk).update(until=clock.today(), target="about/")
    client = visitor()
    client.force_login(stage.cast.fay.person)
    for language in ("nl", "fr", "en"):
        page = client.get(f"/{language}/office/calls/{call.key}/")
        assert f'value="{clock.today().isoformat()}"' in page.content.decode()
        form = page.context["form"]
        shown = {name: form[name].value() or "" for name in form.fields} | {"until": clock.today().isoformat()}
        assert client.post(f"/{language}/office/calls/{call.key}/", shown).status_code == 302
    fresh = Call.objects.get(pk=call.pk)
    assert (fresh.title, fresh.words, fresh.fixed, fresh.question) == (
        call.title,
        call.words,
        call.fixed,
        call.question,
    )
    assert (fresh.until, fresh.target) == (clock.today(), "about/")
