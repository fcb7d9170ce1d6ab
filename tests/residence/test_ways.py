"""Each way works, says clearly what is wrong, cannot be guessed, counts once, and leaves nothing behind that is not needed."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pypdf import PdfReader

from tests.residence.letters import ADDRESS, asked_letter, everything, printed
from tests.support.scenes.residence import CARDS, HERE, POST
from tests.support.stage import ELSEWHERE, Stage
from wijk.core import clock
from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.residence import access, actions, codes, exporters, importers, keys, queries, terms
from wijk.residence.models import Edition, Handle, Letter, Line, Pace, Resident, Tally, Ticket
from wijk.trail.models import Entry

# --- letters --------------------------------------------------------------------------------------------------------


def test_the_address_is_sealed_at_once_and_forgotten_when_the_letter_is_sent(stage: Stage) -> None:
    letter = asked_letter()
    assert "Dorpsstraat" not in everything()
    assert "Peeters" not in everything()
    made = actions.print_letters(Operator(), numbers=[letter.number])
    assert made.sheets[0].lines == ("Jan Peeters", "Dorpsstraat 77 / 3B", "1000 Kleinstad")
    assert made.sheets[0].code not in everything()
    actions.letters_sent(Operator(), batch=made.batch)
    letter.refresh_from_db()
    assert letter.lines == ""
    with pytest.raises(Absent):
        actions.letters_sent(Operator(), batch=made.batch)


def test_an_address_that_nobody_says_was_sent_goes_by_itself(stage: Stage, later: Callable[[timedelta], None]) -> None:
    letter, waits = asked_letter(), asked_letter()
    printed(letter)
    later(terms.PRINTED + timedelta(days=1))
    actions.forget_old(clock.now())
    letter.refresh_from_db()
    assert letter.lines == ""
    assert Letter.objects.filter(pk=waits.pk).exists()
    later(terms.WAITING + timedelta(days=1))
    actions.forget_old(clock.now())
    assert not Letter.objects.filter(pk=waits.pk).exists()


def test_the_letters_are_one_sheet_each_with_the_code_beside_the_address(stage: Stage) -> None:
    for at in range(3):
        asked_letter(post=actions.Post("", "Dorpsstraat", str(80 + at), "", "1000", "Kleinstad"))
    made = actions.print_letters(Operator())
    pages = PdfReader(io.BytesIO(exporters.letters_pdf(made.sheets, contact="02 279 00 00"))).pages
    assert len(pages) == len(made.sheets)
    for page, sheet in zip(pages, made.sheets, strict=True):
        text = " ".join(page.extract_text().split())
        assert codes.shown(sheet.code) in text
        assert sheet.lines[0] in text


@pytest.mark.parametrize("name", ["Ⴀ中", "#let x = 1", "a\u202eb", "𓀀", '"; drop'])
def test_a_strange_name_on_the_letterbox_is_printed_as_words(stage: Stage, name: str) -> None:
    letter = asked_letter(post=actions.Post(name, "Dorpsstraat", "9", "", "1000", "Kleinstad"))
    made = actions.print_letters(Operator(), numbers=[letter.number])
    assert len(PdfReader(io.BytesIO(exporters.letters_pdf(made.sheets))).pages) == 1


def test_a_code_works_once_and_a_second_click_gets_the_same_answer(
    stage: Stage, later: Callable[[timedelta], None]
) -> None:
    code = printed(asked_letter())
    first = actions.show_code(Passerby(), typed=code.lower())
    again = actions.show_code(Passerby(), typed=code)
    assert first.pass_code == again.pass_code != ""
    assert Handle.objects.filter(kind="pass").count() == 1
    assert Tally.objects.get(way="letter").total == 1
    later(terms.AGAIN + timedelta(minutes=1))
    with pytest.raises(Refused, match="used already"):
        actions.show_code(Passerby(), typed=code)


def test_the_pass_shows_it_again_and_links_to_an_account_without_a_longer_term(
    stage: Stage, later: Callable[[timedelta], None]
) -> None:
    told = actions.show_code(Passerby(), typed=printed(asked_letter()))
    until = access.standing(Passerby(), told.proof).until
    later(timedelta(days=30))
    proof = actions.show_code(Passerby(), typed=told.pass_code).proof
    assert access.standing(Passerby(), proof).level == "verified"
    actions.show_code(stage.stranger.viewer, typed=told.pass_code)
    assert access.standing(stage.stranger.viewer).until == until


def test_a_proof_ends_after_two_hours(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    proof = actions.declare(Passerby(), area=HERE)
    assert access.standing(Passerby(), proof).level == "declared"
    monkeypatch.setattr("wijk.residence.keys.PROOF", timedelta(seconds=-1))
    assert access.standing(Passerby(), proof).level == "none"


def test_five_wrong_codes_end_a_letter_and_a_slip_of_the_pen_does_not(stage: Stage) -> None:
    letter = asked_letter()
    code = printed(letter)
    for _at in range(10):
        with pytest.raises(Refused, match="no code of ours"):
            actions.show_code(Passerby(), typed=code[:-1] + ("0" if code[-1] != "0" else "1"))
    for _at in range(terms.TRIES):
        with pytest.raises(Refused, match="not right") as told:
            actions.show_code(Passerby(), typed=wrong(letter, code))
        assert told.value.code == "residence-wrong-code"
    with pytest.raises(Refused, match="too many wrong codes"):
        actions.show_code(Passerby(), typed=code)


def wrong(letter: Letter, code: str) -> str:
    found = codes.fresh(codes.LETTER, letter.number)
    return found if found != code else wrong(letter, code)


def test_a_wrong_try_is_counted_also_though_it_is_refused(stage: Stage) -> None:
    letter = asked_letter()
    code = printed(letter)
    with pytest.raises(Refused):
        actions.show_code(Passerby(), typed=wrong(letter, code))
    letter.refresh_from_db()
    assert letter.tries == 1


def test_who_guesses_learns_not_whether_there_is_such_a_letter(stage: Stage) -> None:
    letter = asked_letter()
    code = printed(letter)
    there, nowhere = wrong(letter, code), codes.fresh(codes.LETTER)
    said = []
    for typed in (there, nowhere):
        with pytest.raises(Refused) as told:
            actions.show_code(Passerby(), typed=typed)
        said.append((told.value.code, str(told.value)))
    assert said[0] == said[1]


def test_many_tries_from_one_hand_wait_an_hour(stage: Stage, later: Callable[[timedelta], None]) -> None:
    for _at in range(terms.PACE):
        with pytest.raises(Refused, match="not right"):
            actions.show_code(Passerby(), typed=codes.fresh(codes.LETTER), hand="one")
    with pytest.raises(Refused, match="Wait an hour"):
        actions.show_code(Passerby(), typed=codes.fresh(codes.LETTER), hand="one")
    with pytest.raises(Refused, match="not right"):
        actions.show_code(Passerby(), typed=codes.fresh(codes.LETTER), hand="another")
    later(timedelta(hours=1))
    with pytest.raises(Refused, match="not right"):
        actions.show_code(Passerby(), typed=codes.fresh(codes.LETTER), hand="one")
    actions.forget_old(clock.now())
    assert Pace.objects.count() == 1


@pytest.mark.parametrize("by", [timedelta(minutes=1), timedelta(hours=1), timedelta(days=6)])
def test_a_form_that_comes_again_out_of_a_restored_tab_counts_once(
    stage: Stage, later: Callable[[timedelta], None], by: timedelta
) -> None:
    before = Letter.objects.count()
    told: dict[str, Any] = {"post": ADDRESS, "area": HERE, "language": "nl", "once": "form"}
    assert actions.ask_letter(Passerby(), **told)
    later(by)
    actions.forget_old(clock.now())
    assert not actions.ask_letter(Passerby(), **told)
    assert Letter.objects.count() == before + 1
    later(by + timedelta(days=8))
    actions.forget_old(clock.now())
    assert not Pace.objects.exists()


def test_a_letter_asked_with_an_account_works_for_that_account_alone(stage: Stage) -> None:
    code = printed(asked_letter(stage.stranger.viewer))
    for other in (Passerby(), stage.helper.viewer):
        with pytest.raises(Refused, match="Sign in with the account"):
            actions.show_code(other, typed=code)
    actions.show_code(stage.stranger.viewer, typed=code)
    assert access.standing(stage.stranger.viewer).way == "letter"


def test_sheets_made_anew_end_those_before(stage: Stage) -> None:
    letter = asked_letter()
    first = actions.print_letters(Operator(), numbers=[letter.number])
    second = actions.print_letters(Operator(), batch=first.batch)
    with pytest.raises(Refused, match="not right"):
        actions.show_code(Passerby(), typed=first.sheets[0].code)
    assert actions.show_code(Passerby(), typed=second.sheets[0].code).proof


def test_an_old_code_has_ended(stage: Stage, later: Callable[[timedelta], None]) -> None:
    code = printed(asked_letter())
    later(terms.LETTER + timedelta(days=1))
    with pytest.raises(Refused, match="has ended"):
        actions.show_code(Passerby(), typed=code)


def test_a_form_sent_twice_asks_for_one_letter(stage: Stage) -> None:
    before = Letter.objects.count()
    for _at in range(2):
        actions.ask_letter(Passerby(), post=ADDRESS, area=HERE, language="nl", once="one form")
    assert Letter.objects.count() == before + 1


def test_not_too_many_letters_go_to_one_house(stage: Stage) -> None:
    for _at in range(terms.LETTERS):
        asked_letter()
    with pytest.raises(Refused, match="under way"):
        asked_letter(post=actions.Post("Someone else", "DORPSSTRAAT", "77", "", "1000", "Kleinstad"))


@pytest.mark.parametrize(
    ("post", "code"),
    [
        (actions.Post("", "", "1", "", "1000", "X"), "residence-street"), (actions.Post("", "A", "none", "", "1000", "X"), "residence-street"),
        (actions.Post("", "A", "1", "", "", "X"), "residence-town"), (actions.Post("x" * 100, "A", "1", "", "1000", "X"), "too-long"),
        (actions.Post("", "\u200b", "1", "", "1000", "X"), "residence-street"),
    ],
)  # fmt: skip
def test_half_an_address_is_refused(stage: Stage, post: actions.Post, code: str) -> None:
    with pytest.raises(Refused) as told:
        actions.ask_letter(Passerby(), post=post, area=HERE, language="nl")
    assert told.value.code == code


@pytest.mark.parametrize("area", ["", "neighbourhood/nowhere", "municipality/1", "perimeter/contract-1", "x" * 200])
def test_what_is_no_neighbourhood_is_refused(stage: Stage, area: str) -> None:
    for act in (
        lambda: actions.declare(stage.stranger.viewer, area=area),
        lambda: actions.ask_letter(Passerby(), post=POST, area=area, language="nl"),
        lambda: actions.confirm_at_counter(Operator(), area=area, seen=True),
    ):
        with pytest.raises(Refused) as told:
            act()
        assert told.value.code == "residence-area"


# --- the register ---------------------------------------------------------------------------------------------------


def test_the_register_is_stored_as_prints_and_nothing_else(stage: Stage) -> None:
    told = everything()
    for card in CARDS:
        assert card not in told
        assert "".join(sign for sign in card if sign.isdigit()) not in told


def test_a_file_is_looked_at_before_it_counts_and_doubts_name_lines_alone(stage: Stage) -> None:
    rows = [
        "\ufeffCard;Area;remark\r\n",
        "5-5;1;x\r\n",
        ";1;\r\n",
        "66;nowhere;\r\n",
        "7;neighbourhood/3;\r\n",
        "7;1;\r\n",
    ]
    rows += ["55;1;\r\n", "\r\n", "8;3\r\n"]
    draft = actions.stage_register(Operator(), text=rows)
    assert draft.doubts == {"lines": [[3, "unreadable"], [4, "area"], [6, "twice"], [7, "again"]], "count": 4}
    assert draft.rows == 2
    with pytest.raises(Refused, match="not found"):
        actions.show_line(stage.stranger.viewer, cells=["55"])
    actions.use_register(Operator(), key=draft.key)
    actions.show_line(stage.stranger.viewer, cells=[" 5.5 "])
    assert access.standing(stage.stranger.viewer).area == HERE


@pytest.mark.parametrize(
    "head", ["card;name;area", "card;Naam;area", "card;E-mail;area", "area", "card", "hash", "", "\0"]
)
def test_a_file_with_names_or_without_its_columns_is_not_read(stage: Stage, head: str) -> None:
    before = Edition.objects.count()
    with pytest.raises(Faulty):
        actions.stage_register(Operator(), text=[f"{head}\n", "1;2;3\n"] if head else [])
    assert Edition.objects.count() == before


def test_a_city_may_make_the_prints_itself(stage: Stage) -> None:
    rules = queries.register()
    assert rules is not None
    print_ = importers.inner(rules.salt, rules.fields, ["99-99"])
    draft = actions.stage_register(Operator(), text=["hash,area\n", f"{print_},1\n", "nonsense,1\n"])
    assert (draft.rows, draft.doubts["count"]) == (1, 1)
    actions.use_register(Operator(), key=draft.key)
    assert not Line.objects.filter(hash=print_).exists()
    actions.show_line(stage.stranger.viewer, cells=["9999"])
    assert access.standing(stage.stranger.viewer).level == "verified"


def test_who_is_no_longer_in_the_register_shows_it_anew(stage: Stage) -> None:
    viewer, other = stage.stranger.viewer, stage.helper.viewer
    actions.show_line(viewer, cells=[next(iter(CARDS))])
    actions.show_line(other, cells=["111222"])
    draft = actions.stage_register(Operator(), text=["card,area\n", "111222,1\n"])
    actions.use_register(Operator(), key=draft.key)
    assert (access.standing(viewer).level, access.standing(other).level) == ("none", "verified")


def test_a_line_cannot_be_guessed_for_long(stage: Stage) -> None:
    for at in range(terms.TRIES):
        with pytest.raises(Refused, match="not found"):
            actions.show_line(Passerby(), cells=[str(at)], hand="one")
    with pytest.raises(Refused, match="Wait an hour"):
        actions.show_line(Passerby(), cells=["111222"], hand="one")


def test_other_columns_throw_the_lines_away(stage: Stage) -> None:
    actions.set_columns(Operator(), fields=[("card", "letters", Text.of("Card"))])
    assert not Line.objects.exists()
    for bad in (
        [],
        [("naam", "letters", Text.of("x"))],
        [("a", "digits", Text())],
        [("a", "x", Text.of("a"))],
        [("hash", "digits", Text.of("a"))],
    ):
        with pytest.raises(Refused):
            actions.set_columns(Operator(), fields=bad)


# --- the counter ----------------------------------------------------------------------------------------------------


def test_the_counter_keeps_the_neighbourhood_and_the_day(stage: Stage) -> None:
    before = Entry.objects.count()
    done = actions.confirm_at_counter(stage.everywhere["clerk"].viewer, area=HERE, seen=True)
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("index")
    assert (entry.subject, entry.area, entry.data) == ("", "", {})
    row = Resident.objects.get(handles__hash=keys.handle("pass", done.pass_code))
    assert (row.way, row.area, row.since) == ("counter", HERE, clock.today())
    assert done.pass_code not in everything()


def test_the_same_form_at_the_counter_counts_once(stage: Stage) -> None:
    before = (Entry.objects.count(), Resident.objects.count())
    first, second = (actions.confirm_at_counter(Operator(), area=HERE, seen=True, once="form") for _at in range(2))
    assert first == second
    assert (Entry.objects.count(), Resident.objects.count()) == (before[0] + 1, before[1] + 1)


def test_nobody_is_confirmed_unseen_nor_elsewhere_nor_by_a_stranger(stage: Stage) -> None:
    with pytest.raises(Refused, match="Look at a document"):
        actions.confirm_at_counter(Operator(), area=HERE, seen=False)
    for member in (stage.elsewhere["facilitator"], stage.stranger, stage.everywhere["resident"]):
        with pytest.raises(NotAllowed):
            actions.confirm_at_counter(member.viewer, area=HERE, seen=True)
    assert actions.confirm_at_counter(stage.elsewhere["facilitator"].viewer, area=ELSEWHERE, seen=True).pass_code


def test_a_ticket_works_once_and_for_an_hour(stage: Stage, later: Callable[[timedelta], None]) -> None:
    ticket = actions.fresh_ticket(stage.stranger.viewer)
    newer = actions.fresh_ticket(stage.stranger.viewer)
    for bad in (ticket, "0000 0000", "nonsense"):
        with pytest.raises(Refused, match="not right"):
            actions.confirm_at_counter(Operator(), area=HERE, seen=True, ticket=bad)
    actions.confirm_at_counter(Operator(), area=HERE, seen=True, ticket=codes.shown(newer).lower())
    assert access.standing(stage.stranger.viewer).way == "counter"
    with pytest.raises(Refused, match="not right"):
        actions.confirm_at_counter(Operator(), area=HERE, seen=True, ticket=newer)
    late = actions.fresh_ticket(stage.stranger.viewer)
    later(terms.TICKET + timedelta(minutes=1))
    with pytest.raises(Refused, match="older than an hour"):
        actions.confirm_at_counter(Operator(), area=HERE, seen=True, ticket=late)
    actions.forget_old(clock.now())
    assert not Ticket.objects.exists()
