"""Organs, working groups and mandates: what cannot be founded, and what is missing or double."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.scenes.organs import HERE, OrganScene
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.organs import access, actions, queries
from wijk.organs.kinds import COMPETENCES, STANDARD
from wijk.organs.models import Mandate, Organ
from wijk.organs.providing import ends, own_mandates
from wijk.trail.models import Entry


def refusal(act: Any, **told: Any) -> str:
    with pytest.raises(Refused) as fault:
        act(Operator(), **told)
    assert "{" not in str(fault.value)
    return fault.value.code


def found(**more: Any) -> Organ:
    told: dict[str, Any] = {"title": Text.of("Jury"), "kind": "jury", "place": HERE} | more
    return actions.found_organ(Operator(), **told)


def test_every_standard_kind_is_whole() -> None:
    for spec in STANDARD:
        assert not spec.title.missing(), spec.code
        assert spec.competences
        assert set(spec.competences) <= set(COMPETENCES)
    assert {s.code for s in STANDARD if s.bounded} == {"thematic-group"}


def test_an_organ_follows_its_kind_and_stands_where_its_place_lies(stage: Stage) -> None:
    row = found()
    assert (row.rule, row.quorum_share, row.key) == ("majority", "1/2", "jury")
    assert HERE in set(row.places.values_list("area", flat=True))
    assert row in queries.organs_at(HERE)
    assert row not in queries.organs_at("neighbourhood/3")
    assert found().key.startswith("jury-")


def test_what_can_never_be_is_refused_with_a_sentence(stage: Stage, scene: OrganScene) -> None:
    day = scene.day
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"kind": "parliament"}, "kind"),
        ({"title": Text()}, "no-title"),
        ({"title": Text.of("  ")}, "no-title"),
        ({"place": "neighbourhood/999"}, "no-place"),
        ({"place": "nowhere"}, "no-place"),
        ({"rule": "whim"}, "rule"),
        ({"quorum": 9, "seats": 8}, "quorum-never"),
        ({"quorum": 0}, "quorum-none"),
        ({"seats": 0}, "seats-none"),
        ({"rule": "qualified"}, "no-share"),
        ({"rule": "qualified", "share": "3/2"}, "share"),
        ({"since": day, "until": day - timedelta(days=1)}, "term-backwards"),
        ({"parity": {"rule": "max-share", "of": "declared", "share": "many"}}, "parity"),
    ]
    count = Entry.objects.count()
    for more, code in wrong:
        told = {"title": Text.of("Jury"), "kind": "jury", "place": HERE} | more
        assert refusal(actions.found_organ, **told) == code
    assert Entry.objects.count() == count


def test_a_working_group_needs_parent_mandate_agenda_end_and_decision(scene: OrganScene) -> None:
    whole: dict[str, Any] = {
        "title": Text.of("Groep"), "kind": "thematic-group", "place": HERE, "parent": scene.committee, "mandate": Text.of("Doe iets."),
        "agenda": Text.of("Alles."), "until": scene.day + timedelta(days=9), "decision": scene.decision,
    }  # fmt: skip
    for name, code in (
        ("parent", "no-parent"), ("mandate", "no-mandate"), ("agenda", "no-agenda"), ("until", "no-end"), ("decision", "no-decision"),
    ):  # fmt: skip
        assert refusal(actions.found_organ, **{k: v for k, v in whole.items() if k != name}) == code
    assert refusal(actions.found_organ, **whole | {"parent": scene.council}) == "other-decision"
    assert actions.found_organ(Operator(), **whole).parent == scene.committee


def test_the_chair_of_an_organ_sets_up_its_groups_and_prolongs_them(scene: OrganScene, stage: Stage) -> None:
    chair = stage.stranger.viewer
    told: dict[str, Any] = {
        "title": Text.of("Groep"), "kind": "thematic-group", "place": HERE, "parent": scene.committee, "mandate": Text.of("Doe iets."),
        "agenda": Text.of("Alles."), "until": scene.day + timedelta(days=9), "decision": scene.decision,
    }  # fmt: skip
    group = actions.found_organ(chair, **told)
    later = scene.day + timedelta(days=99)
    assert actions.prolong_group(chair, organ=group, until=later, decision=scene.decision).until == later
    with pytest.raises(NotAllowed):
        actions.found_organ(chair, title=Text.of("Jury"), kind="jury", place=HERE)
    assert refusal(actions.prolong_group, organ=group, until=scene.day, decision=scene.decision) == "not-later"


def test_a_group_whose_day_has_passed_is_ended_once(scene: OrganScene) -> None:
    Organ.objects.filter(pk=scene.group.pk).update(
        since=scene.day - timedelta(days=9), until=scene.day - timedelta(days=1)
    )
    before = Entry.objects.filter(verb="organs.end_organ").count()
    assert [ends.work(clock.now()), ends.work(clock.now())] == [1, 0]
    assert Entry.objects.filter(verb="organs.end_organ").count() == before + 1
    assert Organ.objects.get(pk=scene.group.pk).until == scene.day - timedelta(days=1)


def test_a_term_that_ends_before_it_begins_is_refused(scene: OrganScene) -> None:
    told = {"organ": scene.council, "name": "Eva", "role": "member", "since": scene.day}
    assert refusal(actions.give_mandate, **told, until=scene.day - timedelta(days=1)) == "term-backwards"
    assert (
        refusal(actions.end_mandate, mandate=scene.chair, on=scene.chair.since - timedelta(days=1)) == "term-backwards"
    )


def test_nobody_has_the_same_role_twice_at_once_but_may_return(scene: OrganScene) -> None:
    day = scene.day
    told: dict[str, Any] = {"organ": scene.council, "name": "Eva", "role": "member"}
    first = actions.give_mandate(Operator(), **told, since=day - timedelta(days=20), until=day)
    assert refusal(actions.give_mandate, **told, since=day) == "overlap"
    assert refusal(actions.give_mandate, **told | {"name": " eva "}, since=day) == "overlap"
    again = actions.give_mandate(Operator(), **told, since=day + timedelta(days=1))
    assert first.pk != again.pk
    assert refusal(actions.give_mandate, organ=scene.committee, name="Fons", role="chair", since=day) == "two-chairs"


@pytest.mark.parametrize("role", ["king", "", "member\0"])
def test_a_role_that_is_none_is_refused(scene: OrganScene, role: str) -> None:
    assert refusal(actions.give_mandate, organ=scene.council, name="Eva", role=role, since=scene.day) == "role"


def test_a_substitute_replaces_a_member_of_the_same_organ(scene: OrganScene) -> None:
    told: dict[str, Any] = {"organ": scene.council, "name": "Eva", "since": scene.day}
    assert refusal(actions.give_mandate, **told, role="substitute") == "substitute"
    assert refusal(actions.give_mandate, **told, role="member", substitute_for=scene.members[0]) == "substitute"
    assert refusal(actions.give_mandate, **told, role="substitute", substitute_for=scene.members[0]) == "substitute-of"


def test_formal_and_elected_roles_are_named_and_others_only_when_they_agree(scene: OrganScene) -> None:
    operator = Operator()
    college = actions.found_organ(operator, title=Text.of("College"), kind="college")
    assert actions.give_mandate(operator, organ=college, name="Eva", role="member", since=scene.day).public
    assert scene.chair.public
    assert [m.public for m in scene.members] == [True, False, False]


def test_gaps_and_overlaps_are_said_in_sentences(scene: OrganScene) -> None:
    codes = {f.code for f in queries.gaps_and_overlaps(scene.council, scene.day)}
    assert codes == {"no-chair", "quorum"}
    assert not queries.gaps_and_overlaps(scene.committee, scene.day)
    Organ.objects.filter(pk=scene.committee.pk).update(seats=6, quorum=6)
    committee = Organ.objects.get(pk=scene.committee.pk)
    assert {f.code for f in queries.gaps_and_overlaps(committee, scene.day)} == {"empty-seats", "quorum"}
    Organ.objects.filter(pk=scene.committee.pk).update(seats=2, quorum=2)
    committee.refresh_from_db()
    assert {f.code for f in queries.gaps_and_overlaps(committee, scene.day)} == {"too-many"}
    told = {"organ": committee, "role": "member", "since": scene.day}
    Mandate.objects.create(**told, name="Anna Appel")
    Mandate.objects.filter(pk=scene.members[0].pk).update(until=scene.day + timedelta(days=5))
    found = queries.gaps_and_overlaps(committee, scene.day)
    assert {f.code for f in found} == {"too-many", "overlap", "ends-soon"}
    assert all(f.sentence and "{" not in f.sentence for f in found)
    actions.end_mandate(Operator(), mandate=scene.members[0], on=scene.day - timedelta(days=1))
    assert "loose-substitute" in {f.code for f in queries.gaps_and_overlaps(committee, scene.day)}


def test_parity_is_only_said_to_be_kept_or_not(scene: OrganScene) -> None:
    told = {"rule": "max-share", "of": "declared", "share": "1/2"}
    Organ.objects.filter(pk=scene.committee.pk).update(parity=told)
    committee = Organ.objects.get(pk=scene.committee.pk)
    assert queries.parity(committee, queries.mandates_on(committee, scene.day)) == queries.Parity("1/2", None)
    groups = ("x", "x", "y", "y")
    for mandate, group in zip((scene.chair, *scene.members), groups, strict=True):
        Mandate.objects.filter(pk=mandate.pk).update(declared=group)
    assert queries.parity(committee, queries.mandates_on(committee, scene.day)) == queries.Parity("1/2", True)
    Mandate.objects.filter(pk=scene.members[1].pk).update(declared="x")
    assert queries.parity(committee, queries.mandates_on(committee, scene.day)) == queries.Parity("1/2", False)


def test_a_person_who_is_erased_is_somebody(scene: OrganScene, stage: Stage) -> None:
    key = stage.stranger.key
    assert own_mandates.export(key)["mandates"][0]["role"] == "chair"
    assert own_mandates.erase(key) == 1
    row = Mandate.objects.get(pk=scene.chair.pk)
    assert (row.person, row.who, row.public) == (None, "", False)
    assert own_mandates.export(key) == {"mandates": []}


def test_a_city_adds_a_kind_and_changes_one(stage: Stage) -> None:
    dora = stage.cast.dora.viewer
    actions.keep_kind(dora, code="mixed-commission", title=Text.of("Gemengd"), competences=["advise"])
    actions.keep_kind(dora, code="jury", title=Text.of("Jury"), competences=["decide"])
    known = queries.kinds()
    assert known["mixed-commission"].competences == ["advise"]
    assert known["jury"].competences == ["decide"]
    assert len(known) == len(STANDARD) + 1
    with pytest.raises(NotAllowed):
        actions.keep_kind(stage.everywhere["clerk"].viewer, code="x-y", title=Text.of("X"), competences=["advise"])
    assert refusal(actions.keep_kind, code="x-y", title=Text.of("X"), competences=["rule"]) == "competences"
    assert refusal(actions.keep_kind, code="X Y", title=Text.of("X"), competences=["advise"]) == "code"


def test_roles_keep_organs_of_their_area_and_the_chair_their_own(scene: OrganScene, stage: Stage) -> None:
    assert access.keeps(stage.helper.viewer, scene.committee), "the facilitator of the neighbourhood"
    assert access.keeps(stage.stranger.viewer, scene.committee), "the chair"
    assert not access.keeps(stage.stranger.viewer, scene.council)
    assert not access.keeps(stage.elsewhere["facilitator"].viewer, scene.committee)
    assert not access.keeps(Passerby(), scene.committee)
    assert access.sits(stage.stranger.viewer, scene.committee, on=scene.chair.since - timedelta(days=1)) is None
    assert [o.key for o in access.kept_by(stage.stranger.viewer)] == [scene.committee.key]


def test_the_tree_holds_each_organ_once(scene: OrganScene) -> None:
    top = queries.tree([scene.group, scene.committee, scene.council])
    assert [n.organ for n in top] == [scene.committee, scene.council] or [n.organ for n in top] == [
        scene.council,
        scene.committee,
    ]
    committee = next(n for n in top if n.organ == scene.committee)
    assert [n.organ for n in committee.groups] == [scene.group]
