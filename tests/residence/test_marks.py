"""One person counts once within a scope, whatever way they come; between scopes nobody can link them; without enough there is no mark."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.scenes.residence import CARDS, HERE, POST
from tests.support.stage import ELSEWHERE, Stage
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby, Viewer
from wijk.residence import access, actions, codes, importers, keys, queries
from wijk.residence.models import Handle, Letter, Resident

SCOPE = "conversations.conversation:streets"
OTHER = "conversations.conversation:trees"
CARD = next(iter(CARDS))
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def asks(level: str, scope: str = SCOPE, place: str = "") -> None:
    actions.require(Operator(), scope=Subject.parse(scope), level=level, why=Text.of("Because."), place=place)


def letter_code(viewer: Viewer) -> str:
    actions.ask_letter(viewer, post=POST, area=HERE, language="nl")
    number = Letter.objects.filter(printed_on=None).order_by("-pk").values_list("number", flat=True)[0]
    return actions.print_letters(Operator(), numbers=[number]).sheets[0].code


WAYS = ("declare", "letter", "register", "counter")


def show(viewer: Viewer, way: str) -> None:
    if way == "declare":
        actions.declare(viewer, area=HERE)
    elif way == "letter":
        actions.show_code(viewer, typed=letter_code(viewer))
    elif way == "register":
        actions.show_line(viewer, cells=[CARD])
    else:
        actions.confirm_at_counter(Operator(), area=HERE, seen=True, ticket=actions.fresh_ticket(viewer))


@pytest.mark.parametrize("order", list(permutations(WAYS, 3)))
def test_in_whatever_order_somebody_shows_it_the_last_mark_is_the_same(stage: Stage, order: tuple[str, ...]) -> None:
    viewer = stage.stranger.viewer
    seen = {access.mark(viewer, SCOPE)}
    for way in order:
        show(viewer, way)
        seen.add(access.mark(viewer, SCOPE))
    strongest = keys.handle("register", print_of(CARD)) if "register" in order else keys.handle("account", viewer.key)
    assert access.mark(viewer, SCOPE) == keys.mark(SCOPE, keys.root(strongest))
    assert seen <= {access.mark(viewer, SCOPE), *access.marks_before(viewer, SCOPE)}
    assert Resident.objects.filter(handles__hash=keys.handle("account", viewer.key)).distinct().count() == 1


def print_of(card: str) -> str:
    from_scene = queries.register()
    assert from_scene is not None
    return importers.inner(from_scene.salt, from_scene.fields, [card])


def test_web_counter_and_paper_give_one_mark_once_the_account_is_linked(stage: Stage) -> None:
    viewer = stage.stranger.viewer
    on_paper = actions.known_at_counter(Operator(), line=["85 07 30 033 28"])
    before = access.mark(Passerby(), SCOPE, session=on_paper)
    actions.declare(viewer, area=ELSEWHERE)
    assert access.mark(viewer, SCOPE) != before
    actions.show_line(viewer, cells=[CARD])
    confirmed = actions.confirm_at_counter(Operator(), area=HERE, seen=True, line=["85073003328"])
    at_counter = actions.known_at_counter(Operator(), pass_code=confirmed.pass_code)
    assert before
    assert access.mark(viewer, SCOPE) == before
    assert access.mark(Passerby(), SCOPE, session=at_counter) == before


def test_a_person_counts_as_one_also_with_two_accounts_on_one_line(stage: Stage) -> None:
    one, two = stage.stranger.viewer, stage.helper.viewer
    actions.show_line(one, cells=[CARD])
    actions.show_line(two, cells=[CARD])
    assert access.mark(one, SCOPE) == access.mark(two, SCOPE) != ""


def test_nobody_is_two_lines_of_the_register(stage: Stage) -> None:
    viewer = stage.stranger.viewer
    actions.show_line(viewer, cells=[CARD])
    before = access.mark(viewer, SCOPE)
    with pytest.raises(Refused, match="another line"):
        actions.show_line(viewer, cells=["111222"])
    assert access.mark(viewer, SCOPE) == before


@quick
@given(a=st.text(min_size=1, max_size=40), b=st.text(min_size=1, max_size=40), who=st.text(min_size=1, max_size=40))
def test_marks_of_two_scopes_have_nothing_in_common(a: str, b: str, who: str) -> None:
    root = keys.root(keys.handle("account", who))
    assert (keys.mark(a, root) == keys.mark(b, root)) == (a == b)
    assert keys.mark(a, root) != keys.spread(a, root)
    assert keys.mark(a, root) == keys.mark(a, keys.root(keys.handle("account", who)))


@quick
@given(kinds=st.lists(st.sampled_from(keys.KINDS), min_size=2, max_size=2), who=st.text(max_size=20))
def test_the_same_words_as_another_kind_of_thing_are_somebody_else(kinds: list[str], who: str) -> None:
    assert (keys.handle(kinds[0], who) == keys.handle(kinds[1], who)) == (kinds[0] == kinds[1])


@pytest.mark.parametrize(
    ("level", "way", "counts"),
    [
        ("none", "", True), ("none", "declare", True), ("declared", "", False), ("declared", "declare", True),
        ("declared", "letter", True), ("verified", "", False), ("verified", "declare", False), ("verified", "letter", True),
        ("verified", "register", True), ("verified", "counter", True),
    ],
)  # fmt: skip
def test_there_is_no_mark_without_what_is_asked(stage: Stage, level: str, way: str, counts: bool) -> None:
    viewer = stage.stranger.viewer
    asks(level)
    if way:
        show(viewer, way)
    assert bool(access.mark(viewer, SCOPE)) is counts
    assert access.allows(viewer, SCOPE) is counts
    if not counts:
        with pytest.raises(Refused) as told:
            access.check(viewer, SCOPE)
        assert told.value.code == f"residence-{level}"


def test_a_passer_by_without_proof_has_no_mark_even_where_nothing_is_asked() -> None:
    assert access.mark(Passerby(), SCOPE, session=None, least="none") == ""


def test_what_a_scope_does_not_say_its_process_says(stage: Stage) -> None:
    viewer = stage.stranger.viewer
    asks("verified", "processes.process:canal")
    actions.declare(viewer, area=HERE)
    assert access.mark(viewer, SCOPE)
    assert not access.mark(viewer, SCOPE, also=["canal"])
    asks("declared")
    assert access.mark(viewer, SCOPE, also=["canal"])


@pytest.mark.parametrize(("place", "counts"), [("", True), (HERE, True), (ELSEWHERE, False), ("perimeter/gone", True)])
def test_one_must_live_where_it_is_asked(stage: Stage, place: str, counts: bool) -> None:
    viewer = stage.stranger.viewer
    asks("declared")
    actions.declare(viewer, area=HERE)
    assert bool(access.mark(viewer, SCOPE, place=place)) is counts


def test_who_forgets_and_says_it_again_is_the_same(stage: Stage) -> None:
    viewer = stage.stranger.viewer
    for way in ("declare", "register"):
        show(viewer, way)
        before = access.mark(viewer, SCOPE)
        actions.forget_own(viewer)
        assert access.standing(viewer).level == "none"
        assert not Handle.objects.filter(hash=keys.handle("account", viewer.key)).exists()
        show(viewer, way)
        assert access.mark(viewer, SCOPE) == before


def test_a_proof_that_is_not_ours_is_nobody(stage: Stage) -> None:
    asks("declared")
    proof = actions.declare(Passerby(), area=HERE)
    assert access.mark(Passerby(), SCOPE, session=proof)
    for broken in ("", "x", proof[:-2], proof.swapcase(), "é" * 40, "a" * 5000, proof + "\0"):
        assert access.mark(Passerby(), SCOPE, session=broken) == ""
        assert access.standing(Passerby(), broken) == access.Standing()


def test_who_says_another_neighbourhood_in_the_same_browser_stays_one(stage: Stage) -> None:
    proof = actions.declare(Passerby(), area=HERE)
    again = actions.declare(Passerby(), area=ELSEWHERE, session=proof)
    assert access.mark(Passerby(), SCOPE, session=proof) == access.mark(Passerby(), SCOPE, session=again) != ""
    assert access.standing(Passerby(), again).area == ELSEWHERE


def test_what_was_shown_is_not_undone_by_what_is_said(stage: Stage) -> None:
    viewer = stage.stranger.viewer
    show(viewer, "letter")
    actions.declare(viewer, area=HERE)
    assert access.standing(viewer).level == "verified"
    actions.declare(viewer, area=ELSEWHERE)  # who moved says so
    assert access.standing(viewer) == access.standing(viewer)
    assert (access.standing(viewer).level, access.standing(viewer).area) == ("declared", ELSEWHERE)


def test_the_secret_of_the_installation_is_in_every_mark(settings: Any) -> None:
    handle = keys.handle("account", "x")
    before = (handle, keys.root(handle), keys.mark(SCOPE, handle))
    settings.SECRET_KEY = "another" * 10
    assert not {keys.handle("account", "x"), keys.root(handle), keys.mark(SCOPE, handle)} & set(before)


@quick
@given(st.integers(min_value=0, max_value=2**256 - 1), st.sampled_from([codes.LETTER, codes.PASS, codes.TICKET]))
def test_a_code_is_read_as_people_type_it(number: int, length: int) -> None:
    code = codes.spelled(number, length)
    typed = codes.shown(code).lower().replace("0", "o").replace("1", "l")
    assert codes.read(typed) == code
    for at in range(length):
        wrong = code[:at] + codes.SIGNS[(codes.SIGNS.index(code[at]) + 1) % 29] + code[at + 1 :]
        assert codes.read(wrong) is None
