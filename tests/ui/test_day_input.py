"""A day that is there already stands in its box in every language, so that saving does not erase it."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from wijk.ui.forms import DayInput


class Form(forms.Form):
    on = forms.DateField(widget=DayInput())


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_browser_understands_the_day_in_every_language(language: str) -> None:
    with translation.override(language):
        assert 'value="2026-11-21"' in str(Form(initial={"on": date(2026, 11, 21)})["on"])
