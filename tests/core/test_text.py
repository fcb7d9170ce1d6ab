"""Translated text: what is said, in which language, and how it is kept."""

import pytest
from django.utils import translation

from wijk.core.models import Setting
from wijk.core.text import Text
from wijk.indicators.models import Theme


def test_it_answers_in_the_language_of_the_page() -> None:
    with translation.override("fr"):
        assert str(Text({"nl": "wijk", "fr": "quartier"})) == "quartier"


def test_it_falls_back_in_a_fixed_order_and_says_which_language_it_is() -> None:
    text = Text({"fr": "quartier", "ar": "حي"})
    assert (text.to("en"), text.language("en")) == ("quartier", "fr")
    assert Text({"ar": "حي"}).to("nl") == "حي"


def test_it_tells_which_interface_languages_are_missing() -> None:
    assert Text({"nl": "wijk", "en": ""}).missing() == ("fr", "en")


def test_it_cannot_be_changed_and_equals_by_content() -> None:
    text = Text({"nl": "wijk"})
    assert {text: 1}[Text({"nl": "wijk"})] == 1
    with pytest.raises(TypeError):
        text["nl"] = "buurt"  # type: ignore[index]  # that it fails is the point


@pytest.mark.django_db
def test_it_comes_back_from_the_database_as_it_went_in() -> None:
    Theme.objects.create(code="t", name=Text({"nl": "Gezondheid", "fr": "Santé"}))
    assert Theme.objects.get().name == Text({"nl": "Gezondheid", "fr": "Santé"})
    assert Theme.objects.create(code="u").name == Text()
    Setting.objects.create(name="x", value={"a": 1})
    assert Setting.objects.get(name="x").value == {"a": 1}
