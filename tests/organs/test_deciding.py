"""Who may decide, on which day, with whom: no vote without a valid mandate, and nothing secret is kept."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.scenes.organs import OrganScene
from tests.support.stage import Stage
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.organs import actions, queries
from wijk.organs.models import Ballot, Decision, Organ
from wijk.trail.models import Entry


def decide(organ: Organ, scene: OrganScene, **more: Any) -> Decision:
    told: dict[str, Any] = {"on": scene.day, "title": Text.of("Banken"), "motion": Text.of("Tien banken.")} | more
    return actions.decide(Operator(), organ=organ, **told)


def seats(scene: OrganScene, *votes: str) -> dict[int, str]:
    held = [scene.chair, *scene.members]
    return {mandate.pk: vote for mandate, vote in zip(held, votes, strict=False)}


def refusal(scene: OrganScene, organ: Organ | None = None, **more: Any) -> str:
    before = Decision.objects.count(), Entry.objects.count()
    with pytest.raises(Refused) as fault:
        decide(organ or scene.committee, scene, **more)
    assert (Decision.objects.count(), Entry.objects.count()) == before
    assert "{" not in str(fault.value)
    return fault.value.code


def test_a_majority_adopts_and_the_totals_are_kept(scene: OrganScene) -> None:
    row = decide(scene.committee, scene, votes=seats(scene, "for", "for", "against", "abstain"))
    assert (row.outcome, row.votes_for, row.votes_against, row.votes_abstain) == ("adopted", 2, 1, 1)
    assert (row.present, row.members, row.quorum) == (4, 4, 3)
    assert Ballot.objects.filter(decision=row).count() == 4


def test_a_vote_needs_a_mandate_that_is_valid_on_that_day(scene: OrganScene) -> None:
    votes = seats(scene, "for", "for", "for", "for")
    actions.end_mandate(Operator(), mandate=scene.members[2], on=scene.day - timedelta(days=1))
    assert refusal(scene, votes=votes) == "no-mandate"
    assert decide(scene.committee, scene, votes=votes, on=scene.day - timedelta(days=1)).outcome == "adopted"


def test_a_mandate_of_another_organ_or_of_nobody_has_no_vote(scene: OrganScene) -> None:
    seat = actions.give_mandate(Operator(), organ=scene.council, name="Eva", role="member", since=scene.day)
    for stranger in (seat.pk, 987654321):
        assert refusal(scene, votes={**seats(scene, "for", "for", "for"), stranger: "for"}) == "no-mandate"


def test_an_observer_has_no_vote(scene: OrganScene) -> None:
    seat = actions.give_mandate(Operator(), organ=scene.committee, name="Eva", role="observer", since=scene.day)
    assert refusal(scene, votes={**seats(scene, "for", "for", "for"), seat.pk: "for"}) == "no-vote"
    row = decide(scene.committee, scene, votes=seats(scene, "for", "for", "for"), present=[seat.pk])
    assert row.present == 3, "an observer does not count for the quorum"


def test_a_substitute_votes_only_for_who_is_absent(scene: OrganScene) -> None:
    chair, first, second = scene.chair.pk, scene.members[0].pk, scene.members[1].pk
    substitute = scene.substitute.pk
    assert refusal(scene, votes={chair: "for", first: "for", second: "for", substitute: "for"}) == "substitute-beside"
    assert (
        refusal(scene, votes={chair: "for", second: "for", substitute: "for"}, present=[first]) == "substitute-beside"
    )
    assert decide(scene.committee, scene, votes={chair: "for", second: "for", substitute: "for"}).votes_for == 3


def test_nobody_votes_twice_by_two_mandates(scene: OrganScene, stage: Stage) -> None:
    seat = actions.give_mandate(
        Operator(), organ=scene.committee, person=stage.stranger.person, role="coordinator", since=scene.day
    )
    assert refusal(scene, votes={**seats(scene, "for", "for", "for"), seat.pk: "for"}) == "twice"


def test_too_few_decide_nothing_but_may_postpone(scene: OrganScene) -> None:
    assert refusal(scene, votes=seats(scene, "for", "for")) == "no-quorum"
    assert refusal(scene) == "no-quorum"
    assert decide(scene.committee, scene, outcome="postponed").outcome == "postponed"


def test_an_organ_that_only_advises_or_prepares_decides_nothing(scene: OrganScene) -> None:
    operator = Operator()
    team = actions.found_organ(operator, title=Text.of("Team"), kind="project-team")
    seat = actions.give_mandate(operator, organ=team, name="Eva", role="chair", since=scene.day)
    assert refusal(scene, team, votes={seat.pk: "for"}, rule="majority") == "may-not-decide"
    assert (
        refusal(scene, scene.committee, votes=seats(scene, "for", "for", "for"), competence="allocate")
        == "may-not-decide"
    )
    assert decide(team, scene, present=[seat.pk], rule="consent").competence == "prepare"


def test_a_working_group_ends_by_itself_on_its_day(scene: OrganScene) -> None:
    seat = actions.give_mandate(Operator(), organ=scene.group, name="Eva", role="chair", since=scene.group.since)
    Organ.objects.filter(pk=scene.group.pk).update(
        since=scene.day - timedelta(days=9), until=scene.day - timedelta(days=1)
    )
    group = Organ.objects.get(pk=scene.group.pk)
    assert refusal(scene, group, present=[seat.pk], rule="consent") == "organ-ended"


def test_a_day_that_is_still_to_come_holds_no_decision(scene: OrganScene) -> None:
    assert refusal(scene, votes=seats(scene, "for", "for", "for"), on=scene.day + timedelta(days=1)) == "to-come"


def test_a_rule_that_counts_votes_wants_votes(scene: OrganScene) -> None:
    present = [m.pk for m in (scene.chair, *scene.members)]
    assert refusal(scene, present=present) == "no-votes"
    assert decide(scene.committee, scene, present=present, rule="consent").outcome == "adopted"
    row = decide(scene.committee, scene, present=present, rule="consent", objections=["De markt gaat dicht."])
    assert (row.outcome, row.objections) == ("rejected", ["De markt gaat dicht."])


def test_an_outcome_that_the_rule_does_not_give_is_refused(scene: OrganScene) -> None:
    assert refusal(scene, votes=seats(scene, "against", "against", "for"), outcome="adopted") == "other-outcome"


@pytest.mark.parametrize("vote", ["yes", "", "FOR", "for\0"])
def test_a_vote_is_one_of_three(scene: OrganScene, vote: str) -> None:
    assert refusal(scene, votes=seats(scene, "for", "for", vote)) == "vote"


def test_of_a_secret_vote_only_the_totals_stay(scene: OrganScene) -> None:
    before = Entry.objects.count()
    row = decide(scene.committee, scene, votes=seats(scene, "for", "for", "against", "abstain"), secret=True)
    assert (row.votes_for, row.votes_against, row.votes_abstain, row.secret) == (2, 1, 1, True)
    assert not Ballot.objects.filter(decision=row).exists()
    told = json.dumps(list(Entry.objects.filter(index__gte=before).values("data", "subject")))
    assert "[2, 1, 1]" in told
    assert "mandate" not in told


def test_a_secret_vote_on_paper_is_noted_by_its_totals(scene: OrganScene) -> None:
    present = [m.pk for m in (scene.chair, *scene.members)]
    totals = {"for": 3, "against": 1, "abstain": 0}
    assert decide(scene.committee, scene, present=present, totals=totals, secret=True).votes_for == 3
    assert refusal(scene, present=present, totals=totals) == "totals"
    assert refusal(scene, present=present, totals={"for": 5}, secret=True) == "too-many-votes"
    assert refusal(scene, present=present, totals={"for": 2, "against": -1}, secret=True) == "too-many-votes"


def test_a_decision_is_corrected_by_a_new_one_of_the_same_organ(scene: OrganScene) -> None:
    row = decide(scene.committee, scene, votes=seats(scene, "for", "for", "for"), corrects=scene.decision)
    assert list(scene.decision.corrections.all()) == [row]
    seat = actions.give_mandate(Operator(), organ=scene.council, name="Eva", role="chair", since=scene.day)
    assert refusal(scene, scene.council, present=[seat.pk], rule="consent", corrects=scene.decision) == "corrects"


def test_who_keeps_the_organ_decides_and_nobody_else(scene: OrganScene, stage: Stage) -> None:
    votes: Mapping[int, str] = seats(scene, "for", "for", "for")
    told: dict[str, Any] = {
        "organ": scene.committee,
        "on": scene.day,
        "title": Text.of("A"),
        "motion": Text.of("B"),
        "votes": votes,
    }
    for viewer in (Passerby(), stage.cast.alice.viewer, stage.elsewhere["clerk"].viewer):
        with pytest.raises(NotAllowed):
            actions.decide(viewer, **told)
    assert actions.decide(stage.stranger.viewer, **told).outcome == "adopted", "the chair, by their mandate"
    actions.end_mandate(Operator(), mandate=scene.chair, on=scene.day - timedelta(days=1))
    with pytest.raises(NotAllowed):
        actions.decide(stage.stranger.viewer, **told)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["for", "against", "abstain", ""]), min_size=4, max_size=4), st.booleans())
def test_what_is_noted_is_what_was_said(scene: OrganScene, said: list[str], secret: bool) -> None:
    held = [scene.chair, *scene.members]
    votes = {m.pk: vote for m, vote in zip(held, said, strict=True) if vote}
    if len(votes) < 3:
        assert refusal(scene, votes=votes, secret=secret) == "no-quorum"
        return
    row = decide(scene.committee, scene, votes=votes, secret=secret)
    assert row.votes_for + row.votes_against + row.votes_abstain == len(votes) == row.present
    assert (row.outcome == "adopted") == (said.count("for") > said.count("against"))
    assert row.ballots.count() == (0 if secret else len(votes))


def test_decisions_are_found_by_organ_subject_and_process(scene: OrganScene) -> None:
    Organ.objects.filter(pk=scene.committee.pk).update(process="contract-9")
    assert list(queries.decisions(process="contract-9")) == [scene.decision]
    assert scene.reserved in queries.decisions(scene.committee, everything=True)
    assert not queries.decisions(process="nothing").exists()
