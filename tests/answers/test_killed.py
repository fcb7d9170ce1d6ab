"""Whoever answers and takes together is killed at any moment, again and again: everything is done once, and nothing by half."""

from collections.abc import Callable

import pytest
from django.db.models import Count, F

from tests.answers.together import ANN, WORDS, again, asked, person, service
from tests.support.moments import one_life
from wijk.answers import actions
from wijk.answers.models import ANSWERED, MERGED, OPEN, Answer, Merge, Request
from wijk.contributions.models import Contribution, Step, Support
from wijk.core.models import Letter
from wijk.trail.models import Entry

PAIRS, LIVES = 12, 40


@pytest.mark.slow
@pytest.mark.usefixtures("committing")
def test_a_batch_of_answers_and_merges_that_dies_again_and_again_is_done_once(
    record_property: Callable[[str, object], None],
) -> None:
    service()
    pairs = [
        (asked(person(f"an{n}"), f"Een put {n}"), asked(person(f"bo{n}"), f"Ook een put {n}")) for n in range(PAIRS)
    ]
    letters = Letter.objects.count()

    def work(done: Callable[[], None]) -> None:
        """As somebody does who begins again at the first: what is done already is passed over, or is as it was."""
        for own, other in pairs:
            if again(own).state == OPEN:
                actions.merge(ANN, request=again(own), into=again(other))
            done()
            actions.answer(ANN, request=again(other), outcome="answered", text=WORDS, version=2)
            done()

    kills, said, before = 0, 0, 0
    while said < 2 * PAIRS and kills < LIVES:
        said, killed = one_life(work, after=0.03 * 1.2**kills)
        kills += killed
        there = Merge.objects.count() + Answer.objects.count()
        assert there >= max(before, said), "what was confirmed is there"
        assert there - Entry.objects.filter(verb__in=("answers.merge", "answers.answer")).count() == 0
        before = there
    assert said == 2 * PAIRS
    assert kills >= 3, "it was hardly ever killed in the middle"
    assert Merge.objects.count() == Request.objects.filter(state=MERGED).count() == PAIRS
    assert Answer.objects.count() == Request.objects.filter(state=ANSWERED).count() == PAIRS
    assert Contribution.objects.exclude(merged_into=None).count() == PAIRS
    assert Support.objects.count() == PAIRS
    assert not Contribution.objects.annotate(n=Count("support_marks")).exclude(supports=F("n")).exists()
    assert Step.objects.filter(what="merged").count() == PAIRS
    assert Letter.objects.count() - letters == 3 * PAIRS, (
        "one to each whose voice went over, one to each who was answered"
    )
    record_property("kills", kills)
