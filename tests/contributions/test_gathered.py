"""Many things are said at once: they are found at the end, as if each had been found by itself."""

from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.contributions.actions import gathered, submit, support
from wijk.contributions.listed import Listed
from wijk.contributions.models import Contribution, Opening
from wijk.contributions.queries import Where


def said(stage: Stage, title: str) -> Contribution:
    """Somebody with an account says it."""
    city = Opening.objects.get(key="city")
    made = submit(
        stage.cast.charlie.viewer, opening=city, kind="idea", title=title, body="Aan de rand van het plein.", language="nl",
        where=Where(4.345, 50.857),
    )  # fmt: skip
    return made.contribution


def test_what_is_gathered_is_found_at_the_end_with_the_voices_that_it_has(stage: Stage) -> None:
    before = said(stage, "Een bank bij de fontein")
    with gathered():
        row = said(stage, "Een boom bij de fontein")
        support(stage.stranger.viewer, contribution=row)
        support(stage.stranger.viewer, contribution=before)
        assert not Listed.objects.filter(contribution=row).exists()
    found = {one.contribution_id: one for one in Listed.objects.filter(contribution__in=[row, before])}
    assert (found[row.pk].supports, found[before.pk].supports) == (1, 1)
    assert found[row.pk].tags.count() == found[before.pk].tags.count()
    support(stage.stranger.viewer, contribution=row, on=False)
    assert Listed.objects.get(contribution=row).supports == 0
