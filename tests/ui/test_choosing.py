"""A place is chosen by its name, in the language of whoever chooses; what was typed as a reference counts, too."""

from functools import partial

import pytest
from django import forms
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.support.stage import HERE, PERIMETER, Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.territory.models import Area
from wijk.territory.queries import place_options
from wijk.ui.choosing import Choices, PlaceField


class Form(forms.Form):
    """Any place."""

    place = PlaceField(place_options)


class AreasAlone(forms.Form):
    """No perimeters."""

    place = PlaceField(partial(place_options, perimeters=False))


def of_no_places(*, besides: tuple[str, ...] = ()) -> Choices:
    """The whole city alone; what else is asked for is called by its reference."""
    return [("", "the whole city"), *((ref, ref) for ref in besides)]


def meant(typed: str) -> str | None:
    """The place that is understood; None where the form says that there is none."""
    form = Form({"place": typed})
    return str(form.cleaned_data["place"]) if form.is_valid() else None


@pytest.mark.parametrize("typed", ["neighbourhood/1", " /neighbourhood/1/ ", "Neighbourhood/1", "NEIGHBOURHOOD/1"])
def test_a_typed_reference_is_the_place_of_the_list(stage: Stage, typed: str) -> None:
    assert meant(typed) == HERE


def test_every_place_of_the_list_is_understood(stage: Stage) -> None:
    refs = [ref for _label, places in place_options()[1:] if not isinstance(places, str) for ref, _name in places]
    assert HERE in refs
    assert f"perimeter/{PERIMETER}" in refs
    assert [meant(str(ref)) for ref in refs] == refs
    assert meant("") == ""


@pytest.mark.parametrize(
    "typed",
    ["neighbourhood/999999", "perimeter/nowhere", "banana", "neighbourhood/", "neighbourhood/1\0", "a/b/c", "é/1"],
)
def test_what_is_no_place_is_said_so(stage: Stage, typed: str) -> None:
    form = Form({"place": typed})
    assert not form.is_valid()
    assert form.errors["place"] == ["There is no such place. Choose one of the list."]
    assert "<option" in str(form)


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    field = PlaceField(of_no_places)
    ref = field.to_python(typed)
    assert field.valid_value(ref) is (ref == "")
    assert field.to_python(ref) == ref


def test_a_place_that_the_list_does_not_offer_stays_chosen(stage: Stage) -> None:
    sector = Area.objects.current().filter(area_set__level="sector").first()
    assert sector is not None
    ref = f"sector/{sector.code.lower()}"
    Area.objects.filter(pk=sector.pk).update(code=sector.code.lower())
    shown = str(Form(initial={"place": ref}))
    assert f'<option value="{ref}" selected>' in shown
    assert meant(ref) == ref


def test_names_are_in_the_language_of_the_page(stage: Stage) -> None:
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            name = Area.objects.current().get(area_set__level="neighbourhood", code="1").name.to()
            assert f'<option value="{HERE}">{name}</option>' in str(Form())


def test_it_is_looked_up_once_however_often_one_looks(stage: Stage) -> None:
    form = Form({"place": HERE})
    with CaptureQueriesContext(connection) as asked:
        assert form.is_valid()
        assert str(form).count("<option") == str(form).count("<option")
    assert len(asked) == 2
    assert Form({"place": ""}).fields["place"] is not form.fields["place"]


def test_perimeters_are_left_out_where_they_cannot_be(stage: Stage) -> None:
    assert "perimeter/" not in str(AreasAlone())
    assert not AreasAlone({"place": f"perimeter/{PERIMETER}"}).is_valid()
    assert AreasAlone({"place": HERE.upper()}).is_valid()
    assert "perimeter/" in str(Form())


@pytest.mark.parametrize("path", ["sheets/piles/new/", "conversations/new/", "conversations/import/"])
def test_the_office_chooses_by_name(stage: Stage, path: str) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere["facilitator"].person)
    page = client.get(f"/en/office/{path}").content.decode()
    assert f'<option value="{HERE}"' in page
    assert "Such as neighbourhood" not in page
