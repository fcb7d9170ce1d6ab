"""Two members at the same moment, each with their own connection: nothing is overwritten unseen, nothing is lost, nothing stands twice."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.support.moments import at_once
from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.core.viewer import Operator
from wijk.helping import actions
from wijk.helping.actions import Agreed, CaseTerms
from wijk.helping.models import CLOSED, Case, HandOver, Membership, Note, Team
from wijk.trail.models import Entry

pytestmark = pytest.mark.usefixtures("committing")


@dataclass(frozen=True, slots=True)
class Together:
    """A team of three."""

    team: Team
    ann: PersonViewer
    ben: PersonViewer
    can: PersonViewer

    def begun(self, keeper: PersonViewer, about: str = "Een tuin", once: str = "") -> Case:
        return actions.begin_case(
            keeper, team=self.team, terms=CaseTerms(about), agreed=Agreed("spoken", needs=["Een schets"]), once=once
        )


@pytest.fixture
def us(committing: None) -> Together:
    """Ann, Ben and Can."""
    team = actions.keep_team(Operator(), title="Team")
    people = [PersonViewer(Person.objects.create_user(f"{name}@voorbeeld.be")) for name in ("ann", "ben", "can")]
    for one in people:
        actions.add_member(Operator(), team=team, person=one.person)
    return Together(team, *people)


def test_of_two_who_change_the_same_one_is_told(us: Together) -> None:
    row = us.begun(us.ann)
    found = at_once(
        *(
            lambda who=who: actions.change_case(who, case=row, terms=CaseTerms(f"Van {who.person.email}"), revision=1)
            for who in (us.ann, us.ben, us.can)
        )
    )
    assert found == ["changed", "changed", "done"]
    assert Case.objects.get().revision == 2
    assert Entry.objects.filter(verb="helping.work_on_case").count() == 1


def test_all_lines_of_all_colleagues_stand_in_the_log(us: Together) -> None:
    row = us.begun(us.ann)
    calls = [
        lambda who=who, n=n: actions.write_log(who, case=row, text=f"Regel {n}", once=f"{n}")
        for n, who in enumerate((us.ann, us.ben, us.can) * 2)
    ]
    assert at_once(*calls) == ["done"] * 6
    assert {note.text for note in Note.objects.all()} == {f"Regel {n}" for n in range(6)}


def test_one_form_from_four_tabs_begins_one_case_and_one_line_stands_once(us: Together) -> None:
    assert at_once(*(lambda: us.begun(us.ann, once="form") for _tab in range(4))) == ["done"] * 4
    row = Case.objects.get()
    assert (
        at_once(*(lambda: actions.write_log(us.ann, case=row, text="Gebeld", once="tab") for _tab in range(4)))
        == ["done"] * 4
    )
    assert Note.objects.count() == 1
    assert Entry.objects.filter(verb="helping.begin_case").count() == 1


def test_a_hand_over_while_another_writes_loses_no_line_and_no_case(us: Together) -> None:
    rows = [us.begun(us.ann, f"Zaak {n}") for n in range(4)]
    calls: list[Callable[[], object]] = [
        lambda: actions.hand_over(us.ben, team=us.team, giver=us.ann.person, taker=us.can.person),
        *(lambda row=row: actions.write_log(us.ann, case=row, text="Nog snel dit") for row in rows),
    ]
    assert at_once(*calls) == ["done"] * 5
    assert Note.objects.count() == 4
    assert {row.keeper_id for row in Case.objects.all()} == {us.can.person.pk}
    assert HandOver.objects.get().cases.count() == 4


def test_an_open_form_is_too_old_after_a_hand_over(us: Together) -> None:
    row = us.begun(us.ann)
    found = at_once(
        lambda: actions.hand_over(us.ben, team=us.team, giver=us.ann.person, taker=us.can.person),
        lambda: actions.change_case(us.ann, case=row, terms=CaseTerms("Anders"), revision=1),
    )
    row.refresh_from_db()
    assert found in (["changed", "done"], ["done", "done"])
    assert (row.keeper_id, row.revision) == (us.can.person.pk, 2 if "changed" in found else 3)


def test_two_hand_the_same_over_to_different_colleagues(us: Together) -> None:
    for n in range(3):
        us.begun(us.ann, f"Zaak {n}")
    found = at_once(
        lambda: actions.hand_over(us.ben, team=us.team, giver=us.ann.person, taker=us.ben.person),
        lambda: actions.hand_over(us.can, team=us.team, giver=us.ann.person, taker=us.can.person),
    )
    assert found == ["done", "nothing"]
    assert len({row.keeper_id for row in Case.objects.all()}) == 1


def test_what_one_forgets_another_does_not_bring_back(us: Together) -> None:
    row = us.begun(us.ann)
    found = at_once(
        lambda: actions.forget_case(us.ann, case=row),
        lambda: actions.change_case(us.ben, case=row, terms=CaseTerms("Klaar", stage=CLOSED), revision=1),
        lambda: actions.write_log(us.can, case=row, text="Nog dit"),
    )
    assert set(found) <= {"done", "gone"}
    assert not Case.objects.exists()
    assert not Note.objects.exists()


def test_the_same_person_comes_into_a_team_once(us: Together) -> None:
    new = Person.objects.create_user("dan@voorbeeld.be")
    assert (
        at_once(*(lambda: actions.add_member(Operator(), team=us.team, person=new) for _each in range(4)))
        == ["done"] * 4
    )
    assert Membership.objects.filter(person=new).count() == 1
    assert Entry.objects.filter(verb="helping.add_member").count() == 4
