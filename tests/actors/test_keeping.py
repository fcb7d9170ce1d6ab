"""Somebody asks to keep an entry, proves that they speak for it, keeps it fresh, hands it over and leaves."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.support.stage import ELSEWHERE, Stage
from wijk.accounts import actions as accounts
from wijk.accounts.models import Person
from wijk.actors import access, actions, queries
from wijk.actors.models import Keeping
from wijk.actors.providing import own_keeping, reminders
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.models import Letter


def code_in_the_letter(to: str) -> str:
    found = re.search(r"\b([A-Z2-9]{4}-[A-Z2-9]{4})\b", Letter.objects.filter(to=to).latest("pk").body)
    assert found
    return found[1]


def test_the_code_of_the_letter_opens_the_entry(stage: Stage, scene: Any, signed: Any) -> None:
    bob, page = signed(stage.cast.bob), f"/en/organisations/{scene.house.key}/keep/"
    before = Letter.objects.count()
    bob.post(page, {"do": "ask-letter"})
    letter = Letter.objects.get(to="hallo@buurthuis.example")
    assert Letter.objects.count() == before + 1
    assert "bob" not in letter.body.lower()
    assert bob.get(f"/en/organisations/{scene.house.key}/change/").status_code == 404
    wrong = bob.post(page, {"do": "code", "code": "AAAA-AAAA"}, follow=True).content.decode()
    assert "not the code of the letter" in wrong
    right = bob.post(page, {"do": "code", "code": code_in_the_letter(letter.to).lower().replace("-", " ")}, follow=True)
    assert "You keep this entry" in right.content.decode()
    assert bob.get(f"/en/organisations/{scene.house.key}/change/").status_code == 200
    assert access.speaks_for(stage.cast.bob.viewer, scene.house)


def test_five_wrong_codes_and_the_right_one_is_worth_nothing(stage: Stage, scene: Any) -> None:
    bob = stage.cast.bob.viewer
    keeping = actions.ask_to_keep(bob, organisation=scene.house)
    code = code_in_the_letter("hallo@buurthuis.example")
    for _i in range(5):
        with pytest.raises(Refused, match="not the code"):
            actions.confirm_keeper(bob, keeping=keeping, code="ZZZZZZZZ")
    with pytest.raises(Refused, match="no longer be used"):
        actions.confirm_keeper(bob, keeping=keeping, code=code)
    assert not access.speaks_for(bob, scene.house)


def test_a_code_is_good_for_who_asked_and_for_two_weeks(stage: Stage, scene: Any) -> None:
    keeping = actions.ask_to_keep(stage.cast.bob.viewer, organisation=scene.house)
    code = code_in_the_letter("hallo@buurthuis.example")
    with pytest.raises(NotAllowed):
        actions.confirm_keeper(stage.everywhere["resident"].viewer, keeping=keeping, code=code)
    with clock.at(clock.now() + timedelta(days=15)), pytest.raises(Refused, match="no longer be used"):
        actions.confirm_keeper(stage.cast.bob.viewer, keeping=keeping, code=code)


def test_the_address_of_an_organisation_is_not_flooded(stage: Stage, scene: Any) -> None:
    for _i in range(3):
        actions.ask_to_keep(stage.cast.bob.viewer, organisation=scene.house)
    with pytest.raises(Refused, match="tomorrow"):
        actions.ask_to_keep(stage.everywhere["resident"].viewer, organisation=scene.house)
    assert Letter.objects.filter(to="hallo@buurthuis.example").count() == 3


def test_the_office_answers_where_the_organisation_is_active(stage: Stage, scene: Any, signed: Any) -> None:
    page = "/en/office/organisations/"
    here = signed(stage.everywhere["facilitator"])
    assert "Bewoners van het Kanaal" in here.get(page).content.decode().split('id="asking"')[1]
    elsewhere = stage.elsewhere["facilitator"]
    assert ELSEWHERE == "neighbourhood/3"
    assert "city-resident@" not in signed(elsewhere).get(page).content.decode()
    with pytest.raises(NotAllowed):
        actions.confirm_keeper(elsewhere.viewer, keeping=scene.asking)
    here.post(f"{page}keepers/{scene.asking.pk}/", {"answer": "yes"})
    resident = stage.everywhere["resident"]
    assert access.speaks_for(resident.viewer, scene.group)
    assert Letter.objects.filter(to=resident.person.email, subject__contains="Bewoners van het Kanaal").exists()
    actions.end_keeping(stage.everywhere["manager"].viewer, keeping=scene.asking)
    assert not access.speaks_for(resident.viewer, scene.group)


def test_the_office_sees_who_keeps_an_entry_and_undoes_it(stage: Stage, scene: Any, signed: Any) -> None:
    page, address = "/en/office/organisations/keepers/", stage.cast.charlie.person.email
    office = signed(stage.everywhere["facilitator"])
    assert address in office.get(page).content.decode()
    assert address in office.get(f"{page}?q=BUURTHUIS").content.decode()
    assert address in office.get(f"{page}?q=charlie@").content.decode()
    assert address not in office.get(f"{page}?q=nobody-like-that").content.decode()
    told = office.post(f"{page}{scene.keeping.pk}/", {"answer": "end"}, follow=True).content.decode()
    assert "The city looks after this entry again" in told
    assert address not in told
    assert not access.speaks_for(stage.cast.charlie.viewer, scene.house)
    letter = Letter.objects.filter(to=address).latest("pk")
    assert "Buurthuis Oude Markt" in letter.subject
    again = office.post(f"{page}{scene.keeping.pk}/", {"answer": "end"}, follow=True).content.decode()
    assert "ended already" in again


def test_an_office_sees_the_keepers_of_its_own_area_alone(stage: Stage, scene: Any, signed: Any) -> None:
    page, address = "/en/office/organisations/keepers/", stage.cast.charlie.person.email
    assert address not in signed(stage.elsewhere["facilitator"]).get(page).content.decode()
    assert address in signed(stage.cast.fay).get(page).content.decode(), "she facilitates where the house stands"
    assert address not in signed(stage.cast.fay).get(f"{page}?q=kanaal").content.decode()
    assert (
        signed(stage.elsewhere["facilitator"]).post(f"{page}{scene.keeping.pk}/", {"answer": "end"}).status_code == 404
    )
    with pytest.raises(Absent):
        access.keepers_of_office(stage.stranger.viewer)


def test_who_leaves_is_not_written_to(stage: Stage, scene: Any) -> None:
    before = Letter.objects.count()
    actions.end_keeping(stage.cast.charlie.viewer, keeping=scene.keeping)
    assert Letter.objects.count() == before


def test_an_entry_is_handed_over_once(stage: Stage, scene: Any, signed: Any) -> None:
    charlie, bob = signed(stage.cast.charlie), signed(stage.cast.bob)
    page = charlie.post(f"/en/organisations/{scene.house.key}/keep/", {"do": "hand-over"}).content.decode()
    link = re.search(r"http://localhost(/en/organisations/take-over/[^<\s]+)", page)
    assert link
    assert bob.get(link[1]).status_code == 200
    assert access.speaks_for(stage.cast.charlie.viewer, scene.house), "until it is taken over"
    bob.post(link[1])
    assert access.speaks_for(stage.cast.bob.viewer, scene.house)
    assert not access.speaks_for(stage.cast.charlie.viewer, scene.house)
    assert signed(stage.everywhere["resident"]).get(link[1]).status_code == 404


def test_who_leaves_leaves_the_entry(stage: Stage, scene: Any, signed: Any) -> None:
    signed(stage.cast.charlie).post(f"/en/organisations/{scene.house.key}/keep/", {"do": "leave"})
    assert not access.speaks_for(stage.cast.charlie.viewer, scene.house)
    assert queries.kept_by([queries.organisation(scene.house.key)]) == {scene.house.pk: "city"}


def test_a_year_later_one_button_says_that_all_is_right(stage: Stage, scene: Any, signed: Any) -> None:
    later = clock.now() + timedelta(days=400)
    with clock.at(later):
        assert reminders.work(later) == 1
        assert reminders.work(later) == 0, "asked once"
        letter = Letter.objects.filter(to=stage.cast.charlie.person.email).latest("pk")
        link = re.search(r"/organisations/still-right/[^\s]+", letter.body)
        assert link
        visitor = signed(None)
        path = f"/nl{link[0]}"
        assert visitor.get(path).status_code == 200
        assert queries.organisation(scene.house.key).state == "fading", "looking changes nothing"
        visitor.post(path)
        assert queries.organisation(scene.house.key).state == "fresh"


def test_who_does_not_answer_is_asked_again_after_two_months(stage: Stage, scene: Any) -> None:
    later = clock.now() + timedelta(days=400)
    asked = []
    for days in (0, 30, 61):
        with clock.at(later + timedelta(days=days)):
            asked.append(reminders.work(clock.now()))
    assert asked == [1, 0, 1]


def test_the_link_of_a_reminder_ends_with_the_keeping(stage: Stage, scene: Any) -> None:
    token = actions.keeping.link_token(scene.keeping)
    assert actions.opened_by_link(token).pk == scene.keeping.pk
    actions.end_keeping(stage.cast.charlie.viewer, keeping=scene.keeping)
    for wrong in (token, token[:-2] + "xx", "", "a:b:c"):
        with pytest.raises(Absent):
            actions.opened_by_link(wrong)


def test_something_is_wrong_reaches_the_keeper_and_is_not_kept(stage: Stage, scene: Any, signed: Any) -> None:
    page = f"/en/organisations/{scene.house.key}/wrong/"
    words = "The telephone rings at a bakery."
    visitor = signed(None)
    assert visitor.post(page, {"words": words}).status_code == 302
    letter = Letter.objects.filter(body__contains=words).get()
    assert letter.to == stage.cast.charlie.person.email
    for _i in range(4):
        visitor.post(page, {"words": words})
    assert "in an hour" in visitor.post(page, {"words": words}).content.decode()


def test_without_a_keeper_the_office_hears_of_it(stage: Stage, scene: Any) -> None:
    assert actions.report_fault(stage.cast.nobody, organisation=scene.group, words="They have moved.") >= 1
    assert Letter.objects.filter(
        body__contains="They have moved.", to=stage.everywhere["manager"].person.email
    ).exists()


def test_a_person_gets_and_erases_what_is_theirs(stage: Stage, scene: Any) -> None:
    charlie = stage.cast.charlie
    assert [k["organisation"] for k in own_keeping.export(charlie.key)["keeps"]] == [scene.house.key]
    accounts.erase_person(charlie.viewer, person=Person.objects.get(pk=charlie.person.pk))
    assert not Keeping.objects.filter(person=charlie.person).exists()
    assert queries.organisation(scene.house.key).title.to("nl") == "Buurthuis Oude Markt"


def test_a_stranger_changes_nothing(stage: Stage, scene: Any) -> None:
    bob = stage.cast.bob.viewer
    facts = actions.Facts(title=scene.house.title, kind="centre")
    for act in (
        lambda: actions.change_organisation(bob, organisation=scene.house, facts=facts),
        lambda: actions.confirm_facts(bob, organisation=scene.house),
        lambda: actions.close_organisation(bob, organisation=scene.house),
        lambda: actions.reopen_organisation(stage.cast.charlie.viewer, organisation=scene.house),
        lambda: actions.end_keeping(bob, keeping=scene.keeping),
        lambda: actions.offer_handover(bob, organisation=scene.house),
        lambda: actions.add_organisation(bob, facts=facts),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_facilitator_adds_in_their_own_neighbourhood_alone(stage: Stage) -> None:
    title = queries.organisation("buurthuis-oude-markt").title
    elsewhere = actions.Facts(title=title, kind="centre", places=("neighbourhood/3",))
    with pytest.raises(Refused, match="your own neighbourhood"):
        actions.add_organisation(stage.cast.fay.viewer, facts=elsewhere)
    here = actions.Facts(title=title, kind="centre", places=("neighbourhood/1",))
    assert actions.add_organisation(stage.cast.fay.viewer, facts=here).key == "buurthuis-oude-markt-2"
