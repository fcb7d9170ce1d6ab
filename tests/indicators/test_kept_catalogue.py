"""What a process keeps of the catalogue holds until somebody does something, in whichever process."""

import pytest
from django.db import transaction

from wijk.core.text import Text
from wijk.indicators import queries
from wijk.indicators.models import Indicator, Source, Theme
from wijk.trail import queries as trail
from wijk.trail.models import Head

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _a_catalogue() -> None:
    source = Source.objects.create(code="registry", name=Text.of("Registry"))
    theme = Theme.objects.create(code="people", name=Text.of("People"))
    Indicator.objects.create(
        code="population", theme=theme, source=source, name=Text.of("Before"), unit="persons", measure="count"
    )
    Head.objects.update_or_create(pk=1, defaults={"last": "first"})


def named() -> str:
    """What the population is called, asked as a page asks."""
    return queries.catalogue(mark=trail.mark())[0].indicators[0].name.to("en")


def test_an_entry_in_the_trail_lets_it_be_read_anew() -> None:
    assert named() == "Before"
    with transaction.atomic():
        Indicator.objects.update(name=Text.of("After"))
        Head.objects.update(last="second")
    assert named() == "After"


def test_what_is_taken_back_was_never_kept() -> None:
    assert named() == "Before"
    with transaction.atomic():
        Indicator.objects.update(name=Text.of("Never"))
        Head.objects.update(last="third")
        assert named() == "Never"
        transaction.set_rollback(True)
    assert named() == "Before"
    with transaction.atomic():
        Indicator.objects.update(name=Text.of("Later"))
        Head.objects.update(last="third")
    assert named() == "Later"


def test_without_an_entry_the_answer_is_the_one_that_was_kept() -> None:
    Head.objects.update(last="fourth")
    assert named() == "Before"
    Indicator.objects.update(name=Text.of("Behind the back"))
    assert named() == "Before"
