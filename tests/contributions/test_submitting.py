"""Is what somebody says kept once, placed well, and shown to nobody before it may be?"""

from typing import Any

import pytest

from tests.support.stage import HERE, Stage
from wijk.contributions import access, actions
from wijk.contributions.models import Contribution, Opening
from wijk.contributions.queries import Where
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Passerby

pytestmark = pytest.mark.django_db


def city() -> Opening:
    return Opening.objects.prefetch_related("areas").get(key="city")


def say(stage: Stage, **more: Any) -> actions.Submitted:
    told: dict[str, Any] = {
        "opening": city(),
        "kind": "idea",
        "title": "Een bank",
        "body": "Onder de boom.",
        "language": "nl",
        **more,
    }
    return actions.submit(stage.stranger.viewer, **told)


def test_it_is_kept_with_every_area_that_it_touches(stage: Stage) -> None:
    made = say(stage, where=Where(area=HERE)).contribution
    refs = set(made.areas.values_list("area", flat=True))
    assert made.area == HERE
    assert HERE in refs
    assert any(ref.startswith("municipality/") for ref in refs)
    assert made.is_shown
    assert access.is_author(stage.stranger.viewer, made)


def test_the_same_form_sent_again_counts_once(stage: Stage) -> None:
    first, second = say(stage, once="abc"), say(stage, once="abc", title="Iets anders")
    assert second.repeated
    assert second.contribution.pk == first.contribution.pk
    assert second.token == first.token
    assert Contribution.objects.filter(title__in=("Een bank", "Iets anders")).count() == 1


def test_nothing_is_shown_before_the_address_is_confirmed(stage: Stage) -> None:
    told: dict[str, Any] = {"opening": city(), "kind": "idea", "title": "Een bank", "body": "", "language": "nl"}
    with pytest.raises(Refused, match="e-mail"):
        actions.submit(Passerby(), **told)
    made = actions.submit(Passerby(), email="An@voorbeeld.be", **told)
    assert made.contribution.visibility == "unconfirmed"
    assert made.contribution.author.contact == "an@voorbeeld.be"
    assert access.is_author(Passerby(), made.contribution, made.token)
    assert not access.is_author(Passerby(), made.contribution, made.token[:-1])


def test_only_who_may_brings_in_what_another_said(stage: Stage) -> None:
    with pytest.raises(NotAllowed):
        say(stage, channel="stand")
    told: dict[str, Any] = {
        "opening": city(),
        "kind": "idea",
        "title": "Een bank",
        "body": "",
        "language": "fr",
        "channel": "paper",
    }
    made = actions.submit(stage.everywhere["facilitator"].viewer, **told)
    assert made.contribution.person is None
    assert made.contribution.channel == "paper"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "nothing"}, "no-kind"),
        ({"category": "nothing"}, "no-category"),
        ({"kind": "repair"}, "no-place"),
        ({"title": " \u200b\u202e "}, "no-title"),
        ({"title": "x" * 200}, "too-long"),
        ({"body": "x" * 1_000_000}, "too-long"),
        ({"where": Where(lon=0.0, lat=0.0)}, "outside"),
        ({"where": Where(lon=float("nan"), lat=50.0)}, "no-point"),
        ({"where": Where(lon=4.34)}, "no-point"),
        ({"where": Where(street="nowhere")}, "no-street"),
        ({"where": Where(area="neighbourhood/none")}, "no-area"),
        ({"shown_as": "an@voorbeeld.be"}, "name-address"),
        ({"language": "../x"}, "no-language"),
    ],
)
def test_what_is_not_right_is_refused_in_one_sentence(stage: Stage, more: dict[str, object], code: str) -> None:
    before = Contribution.objects.count()
    with pytest.raises(Refused) as refused:
        say(stage, **more)
    assert refused.value.code == code
    assert "{" not in str(refused.value)
    assert Contribution.objects.count() == before


def test_an_opening_for_residents_asks_where_one_lives(stage: Stage) -> None:
    said = Text.of("De bomen")
    terms = actions.Terms(said, said, said, said, place=HERE, who="resident")
    row = actions.open_place(stage.everywhere["clerk"].viewer, terms=terms)
    with pytest.raises(Refused) as refused:
        say(stage, opening=row)
    assert refused.value.code == "residence-declared"
    clerk = stage.everywhere["clerk"].viewer
    told: dict[str, Any] = {"opening": row, "kind": "idea", "title": "Een bank", "body": "", "language": "nl"}
    with pytest.raises(Refused):  # at the counter it is asked of who speaks, not of who types
        actions.submit(clerk, channel="counter", **told)
    lives = actions.known_by_hand(clerk, opening=row, once="form-1", lives=True)
    assert actions.submit(clerk, channel="counter", session=lives, **told).contribution.is_shown
