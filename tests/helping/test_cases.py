"""A team accompanies people: who may, what is kept, what is counted, and how it is forgotten."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.support.cast import Member, enrol
from tests.support.scenes.caseload import Scene, account_of, begun
from tests.support.stage import ELSEWHERE, Stage
from wijk.accounts import actions as accounts
from wijk.accounts.models import Person
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.subject import Subject
from wijk.core.verbs import Role
from wijk.core.viewer import Operator, Passerby, Viewer
from wijk.helping import actions, teamwork
from wijk.helping.actions import Agreed, CaseTerms
from wijk.helping.actions.cases import minutes_in
from wijk.helping.case_keeping import forgetting, own_cases
from wijk.helping.models import Case, CaseLink, HandOver, Membership, Need, Note, Opened, Team
from wijk.helping.queries import cases as questions
from wijk.helping.queries.linked import meant, shown
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(stage: Stage) -> Scene:
    """The team of Oude Markt, its case fresh from the database."""
    told: Scene = stage.scenes["helping"].team
    told.case.refresh_from_db()
    return told


def _erase(member: Member) -> None:
    accounts.erase_person(member.viewer, person=Person.objects.get(pk=member.person.pk))


def deeds(viewer: Viewer, scene: Scene) -> list[Callable[[], object]]:
    """What a member does with a case, tried by somebody else."""
    return [
        lambda: actions.write_log(viewer, case=scene.case, text="x"),
        lambda: actions.note_opening(viewer, case=scene.case),
        lambda: actions.forget_case(viewer, case=scene.case),
        lambda: actions.add_need(viewer, case=scene.case, what="x"),
        lambda: actions.hand_over(viewer, team=scene.team, giver=None, taker=scene.mate.person),
        lambda: actions.open_file(viewer, handover=scene.handover),
        lambda: actions.ask_account(viewer, case=scene.case, email=""),
        lambda: actions.begin_case(viewer, team=scene.team, terms=CaseTerms("Een tuin"), agreed=Agreed("spoken")),
    ]


def test_only_members_open_a_case_whatever_the_role(stage: Stage, scene: Scene) -> None:
    assert teamwork.open_case(scene.mate.viewer, scene.case.number) == scene.case
    strangers = [*stage.everywhere.values(), *stage.elsewhere.values(), stage.stranger, stage.cast.dora]
    viewers: list[Viewer] = [*(one.viewer for one in strangers), Operator(), Passerby()]
    for viewer in viewers:
        with pytest.raises(Absent):
            teamwork.open_case(viewer, scene.case.number)
        for deed in deeds(viewer, scene):
            with pytest.raises(NotAllowed):
                deed()


def test_who_leaves_opens_nothing_from_that_moment_and_their_cases_wait_for_a_colleague(
    stage: Stage, scene: Scene
) -> None:
    own = Membership.objects.get(team=scene.team, person=scene.keeper.person)
    actions.end_membership(scene.keeper.viewer, membership=own)
    with pytest.raises(Absent):
        teamwork.open_case(scene.keeper.viewer, scene.case.number)
    assert questions.own_day(scene.keeper.person).teams == []
    assert list(questions.cases(scene.keeper.person)) == []
    assert questions.own_day(scene.mate.person).loose == [scene.case]
    made = actions.hand_over(scene.mate.viewer, team=scene.team, giver=None, taker=scene.mate.person)
    assert list(made.cases.all()) == [scene.case]
    assert questions.own_day(scene.mate.person).today == [scene.case]


def test_nobody_slips_into_a_team_unseen(stage: Stage, scene: Scene) -> None:
    sets = stage.everywhere["administrator"]
    with pytest.raises(Refused, match="themselves"):
        actions.add_member(sets.viewer, team=scene.team, person=sets.person)
    before = Letter.objects.count()
    row = actions.add_member(sets.viewer, team=scene.team, person=stage.stranger.person)
    told = Letter.objects.order_by("-pk")[: Letter.objects.count() - before]
    assert {one.to for one in told} == {m.person.email for m in (scene.keeper, scene.mate, stage.stranger)}
    assert all(str(stage.stranger.person) in one.body and str(sets.person) in one.body for one in told)
    assert questions.own_day(scene.mate.person).newcomers[0] == row
    assert actions.add_member(sets.viewer, team=scene.team, person=stage.stranger.person) == row
    assert Letter.objects.count() == before + 3
    actions.end_membership(sets.viewer, membership=row)
    assert Letter.objects.count() == before + 6


@pytest.mark.parametrize("role", ["facilitator", "clerk", "analyst", "auditor", "service", "resident"])
def test_teams_are_set_by_who_answers_for_the_area(stage: Stage, scene: Scene, role: Role) -> None:
    for viewer in (stage.everywhere[role].viewer, stage.elsewhere["manager"].viewer):
        with pytest.raises(NotAllowed):
            actions.keep_team(viewer, team=scene.team, title="Andere naam", revision=scene.team.revision)
        with pytest.raises(NotAllowed):
            actions.add_member(viewer, team=scene.team, person=stage.stranger.person)
    assert actions.keep_team(stage.elsewhere["manager"].viewer, title="Ginder", area=ELSEWHERE).area == ELSEWHERE


def test_without_agreement_nothing_is_kept(scene: Scene) -> None:
    for agreed in (Agreed(""), Agreed("guessed"), Agreed("spoken", words=99)):
        with pytest.raises(Refused, match="agreement"):
            actions.begin_case(scene.mate.viewer, team=scene.team, terms=CaseTerms("Een tuin"), agreed=agreed)
    assert Case.objects.count() == 1


def test_a_form_sent_twice_begins_once_and_a_line_sent_twice_stands_once(scene: Scene) -> None:
    first, second = (
        actions.begin_case(
            scene.mate.viewer, team=scene.team, terms=CaseTerms("Een tuin"), agreed=Agreed("written"), once="form-1"
        )
        for _each in range(2)
    )
    assert first == second
    lines = [actions.write_log(scene.mate.viewer, case=first, text="Gebeld", once="tab-1") for _each in range(2)]
    assert lines[0] == lines[1]
    assert actions.write_log(scene.mate.viewer, case=scene.case, text="Gebeld", once="tab-1") != lines[0]


def test_two_editors_do_not_overwrite_each_other(scene: Scene) -> None:
    seen = scene.case.revision
    actions.change_case(scene.mate.viewer, case=scene.case, terms=CaseTerms("Een tuin en een bank"), revision=seen)
    with pytest.raises(Refused, match="colleague"):
        actions.change_case(scene.keeper.viewer, case=scene.case, terms=CaseTerms("Iets anders"), revision=seen)
    scene.case.refresh_from_db()
    assert scene.case.about == "Een tuin en een bank"
    actions.write_log(scene.keeper.viewer, case=scene.case, text="Een regel stoort niemand")
    assert Case.objects.get(pk=scene.case.pk).revision == seen + 1


def test_ticking_is_said_once_in_the_trail_and_does_no_harm_twice(scene: Scene) -> None:
    need = scene.case.needs.get(what="Een schets")
    before = Entry.objects.count()
    assert actions.tick_need(scene.mate.viewer, case=scene.case, need=need.pk, done=True)
    assert not actions.tick_need(scene.keeper.viewer, case=scene.case, need=need.pk, done=True)
    assert Entry.objects.count() == before + 1
    assert Need.objects.get(pk=need.pk).done_on == questions.today()
    other = begun(scene.mate, scene.team)
    assert not actions.tick_need(scene.mate.viewer, case=other, need=need.pk, done=False)
    assert not actions.strike_line(scene.mate.viewer, case=other, note=scene.case.notes.get().pk)


def test_the_minutes_at_the_end_of_a_line_are_counted(scene: Scene) -> None:
    assert questions.minutes_of(scene.case) == 45
    actions.write_log(scene.mate.viewer, case=scene.case, text="Chez elle (1 h)")
    actions.write_log(scene.mate.viewer, case=scene.case, text="Lijn 46 genomen")
    assert questions.minutes_of(scene.case) == 105


@given(st.integers(1, 999), st.sampled_from(["min", "min.", " minutes", " minuten", "'", "’"]), st.text(max_size=40))
def test_any_line_has_its_minutes_or_none(count: int, unit: str, words: str) -> None:
    assert minutes_in(f"{words.strip()} , {count}{unit}") == count
    found = minutes_in(words)
    assert found is None or 0 < found <= 24 * 60


def test_a_day_shows_late_today_soon_and_what_has_no_day(scene: Scene) -> None:
    today = questions.today()
    days = {"late": -3, "soon": 5, "later": 30}
    for name, ahead in days.items():
        begun(scene.keeper, scene.team, name, next_on=today + timedelta(days=ahead))
    begun(scene.keeper, scene.team, "undated", next_on=None)
    day = questions.own_day(scene.keeper.person)
    assert [[row.about for row in rows] for rows in (day.late, day.soon, day.undated)] == [
        ["late"],
        ["soon"],
        ["undated"],
    ]
    assert (day.today, day.later, day.is_free) == ([scene.case], 1, False)
    assert questions.own_day(scene.mate.person).is_free


def test_a_link_shows_how_it_stands_now_and_nothing_of_what_may_not_be_seen(stage: Stage, scene: Scene) -> None:
    helping = stage.scenes["helping"]
    about = meant(f"http://localhost/nl/r/{helping.code}/")
    assert about == meant(helping.code.lower()) == meant(f"https://localhost/fr/voices/{helping.said.key}/?x=1")
    assert about == Subject("contributions.contribution", helping.said.key)
    actions.link_case(scene.mate.viewer, case=scene.case, about=about)
    actions.link_case(scene.mate.viewer, case=scene.case, about=about)
    (link,) = shown(list(scene.case.links.all()), scene.mate.viewer)
    assert link.title == helping.said.title
    assert link.state
    Contribution.objects.filter(pk=helping.said.pk).update(visibility="removed")
    (link,) = shown(list(scene.case.links.all()), Passerby())
    assert (link.url, link.promised) == ("", None)
    assert helping.said.title not in repr(link)


@pytest.mark.parametrize(
    "words", ["", "https://elsewhere.example/nl/voices/abc/", "/nl/office/cases/", "2222222223", "http://[", "\x00"]
)
def test_what_is_not_ours_is_no_link(scene: Scene, words: str) -> None:
    assert meant(words) is None
    with pytest.raises(Refused, match="linked"):
        actions.link_case(scene.mate.viewer, case=scene.case, about=Subject("contributions.contribution", "nothing"))


def test_done_is_forgotten_after_half_a_year_and_what_is_silent_is_done_after_one(scene: Scene) -> None:
    other = begun(scene.mate, scene.team)
    actions.change_case(
        scene.mate.viewer, case=scene.case, terms=CaseTerms("Klaar", stage="closed"), revision=scene.case.revision
    )
    now = clock.now()
    assert forgetting.work(now + questions.KEPT - timedelta(days=1)) == 1  # the hand-over, after its month
    before = Entry.objects.count()
    with clock.at(now + questions.KEPT + timedelta(days=1)):
        assert forgetting.work(clock.now()) == 1
    assert list(Case.objects.all()) == [other]
    assert [e.data for e in Entry.objects.filter(index__gte=before)] == [{"count": 1}]
    assert not Note.objects.exists()
    assert forgetting.work(now + questions.SILENT + timedelta(days=1)) == 1
    other.refresh_from_db()
    assert other.stage == "closed"
    assert Case.objects.filter(pk=other.pk).exists()


def test_it_can_be_opened_again_and_then_has_no_day_of_forgetting(scene: Scene) -> None:
    done = actions.change_case(
        scene.mate.viewer, case=scene.case, terms=CaseTerms("Klaar", stage="closed"), revision=scene.case.revision
    )
    assert done.closed_at is not None
    again = actions.change_case(
        scene.mate.viewer, case=scene.case, terms=CaseTerms("Toch niet", stage="underway"), revision=done.revision
    )
    assert again.closed_at is None
    assert forgetting.work(clock.now() + questions.KEPT) == 1  # the hand-over alone


def test_forgetting_leaves_nothing_of_it(scene: Scene) -> None:
    actions.note_opening(scene.mate.viewer, case=scene.case)
    actions.forget_case(scene.mate.viewer, case=scene.case)
    for model in (Case, Note, Need, CaseLink, Opened):
        assert not model.objects.exists(), model
    assert not HandOver.cases.through.objects.exists()
    with pytest.raises(Refused, match="forgotten"):
        actions.write_log(scene.keeper.viewer, case=scene.case, text="Te laat")


def test_every_opening_is_noted_and_reading_on_is_one(scene: Scene) -> None:
    for _each in range(3):
        actions.note_opening(scene.mate.viewer, case=scene.case)
    actions.note_opening(scene.keeper.viewer, case=scene.case)
    actions.note_opening(scene.mate.viewer, case=scene.case, what="paper")
    with clock.at(clock.now() + questions.SITTING + timedelta(seconds=1)):
        actions.note_opening(scene.mate.viewer, case=scene.case)
    found = [(one.by, one.what) for one in reversed(questions.openings_of(scene.case))]
    mate, keeper = scene.mate.person, scene.keeper.person
    assert found == [(mate, "read"), (keeper, "read"), (mate, "paper"), (mate, "read")]


def test_an_account_gets_nothing_before_it_says_that_it_is_they(stage: Stage, scene: Scene) -> None:
    person = stage.stranger.person
    case = account_of(scene.case, scene.mate, person)
    assert own_cases.export(person.key)["accompanied"] == []
    with pytest.raises(NotAllowed):
        actions.stop_accompanying(stage.stranger.viewer, case=case)
    with pytest.raises(NotAllowed):
        actions.answer_team(stage.helper.viewer, case=case, yes=True)
    actions.answer_team(stage.stranger.viewer, case=case, yes=True)
    (copy,) = own_cases.export(person.key)["accompanied"]
    assert (copy["about"], copy["log"][0]["minutes"]) == (case.about, 45)
    assert "Fay" not in repr(copy)
    actions.stop_accompanying(stage.stranger.viewer, case=case)
    assert not Case.objects.exists()


def test_who_says_no_is_no_longer_named(stage: Stage, scene: Scene) -> None:
    case = account_of(scene.case, scene.mate, stage.stranger.person)
    actions.answer_team(stage.stranger.viewer, case=case, yes=False)
    case.refresh_from_db()
    assert (case.person, case.person_said) == (None, None)
    assert Case.objects.filter(pk=case.pk).exists()


def test_erasing_whom_it_is_about_erases_it_and_erasing_a_member_keeps_the_work(stage: Stage, scene: Scene) -> None:
    _erase(scene.keeper)
    scene.case.refresh_from_db()
    assert scene.case.keeper is None
    assert scene.case.notes.get().by is None
    assert questions.people_of(scene.team) == [scene.mate.person]
    case = account_of(scene.case, scene.mate, stage.stranger.person)
    actions.answer_team(stage.stranger.viewer, case=case, yes=True)
    _erase(stage.stranger)
    assert not Case.objects.exists()


def test_erasing_an_account_that_never_answered_leaves_the_case_to_the_team(stage: Stage, scene: Scene) -> None:
    account_of(scene.case, scene.mate, stage.stranger.person)
    _erase(stage.stranger)
    assert Case.objects.get().person is None


@pytest.mark.parametrize("words", ["\u202eab", "a\x00b", "a\u200bb"])
def test_hostile_words_are_cleaned(scene: Scene, words: str) -> None:
    row = begun(scene.mate, scene.team, f"Tuin {words}", who=words)
    assert (row.about, row.who) == ("Tuin ab", "ab")
    with pytest.raises(Refused):
        actions.write_log(scene.mate.viewer, case=row, text="x" * 1_000_000)


def test_teams_keep_no_more_than_they_may(scene: Scene) -> None:
    assert Team.objects.get().pk == scene.team.pk
    for n in range(12):
        CaseLink.objects.create(case=scene.case, subject=f"processes.process:p{n}")
    with pytest.raises(Refused):
        actions.link_case(
            scene.mate.viewer, case=scene.case, about=Subject("helping.tour", "market")
        )  # fmt: skip


def test_what_a_colleague_forgot_is_not_opened_and_no_account_is_asked_about_it(stage: Stage, scene: Scene) -> None:
    """Somebody had its page before them when it was forgotten."""
    row = begun(scene.mate, scene.team)
    actions.forget_case(scene.keeper.viewer, case=Case.objects.get(pk=row.pk))
    letters = Letter.objects.count()
    with pytest.raises(Refused) as fault:
        actions.ask_account(scene.mate.viewer, case=row, email=stage.stranger.person.email or "")
    assert fault.value.code == "gone"
    with pytest.raises(Absent):
        actions.note_opening(scene.mate.viewer, case=row)
    assert Letter.objects.count() == letters
    assert not Opened.objects.filter(case__pk=row.pk).exists()


def test_who_sets_teams_in_a_larger_area_sees_those_of_all_that_lies_in_it(stage: Stage) -> None:
    sector = actions.keep_team(stage.everywhere["manager"].viewer, title="Team van de sector", area="sector/21001A00-")
    above = enrol("sets-above", [("manager", "municipality/21001")])
    client = Client(headers={"host": "localhost"})
    client.force_login(above.person)
    assert above.viewer.may(teamwork.KEEP, sector.area)
    assert "Team van de sector" in client.get("/nl/office/teams/").content.decode()
