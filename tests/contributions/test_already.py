"""What is there already, before somebody asks for it: what organisations, projects, meetings and people do, and what others said nearby."""

import pytest

from tests.support.stage import HERE, Stage
from wijk.contributions import already
from wijk.contributions.queries.asked import Where

pytestmark = pytest.mark.django_db


def test_what_somebody_does_here_is_named_to_who_asks_for_it(stage: Stage) -> None:
    organisation = stage.scenes["actors"].house
    action = stage.scenes["helping"].action
    for there in (organisation.title.to("nl"), action.title):
        word = max(there.split(), key=len)
        assert there in [card.title for card in already.found(f"graag een {word}", Where(area=HERE), "nl").cards]


def test_short_words_say_nothing(stage: Stage) -> None:
    assert not already.found("ik wil een", Where(area=HERE), "nl").something
