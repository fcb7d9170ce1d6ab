"""The catalogue of translations: found in code and templates, merged, checked, compiled."""

import json
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import pytest

from wijk.config.catalogue import (
    SOURCE,
    catalogue_path,
    compile_catalogues,
    faults,
    merge,
    read_translations,
    texts_of,
    texts_of_template,
)
from wijk.config.spacing import spaced

CODE = """
from django.utils.translation import gettext as _, ngettext_lazy, pgettext
greeting = _("Hello %(name)s")
areas = ngettext_lazy("%(n)s area", "%(n)s areas", "n")
month = pgettext("month", "May")
long = _("one line "
         "and the next")
SENTENCES: dict[str, str] = {"empty": "The file {name} is empty."}
"""
TEMPLATE = """{% load i18n %}<p title="it's">{% translate "Who lives here" %} isn't {{ x|default:_("none") }}</p>
{% blocktranslate trimmed count n=areas %}
  {{ n }} place, 100 %
{% plural %}
  {{ n }} places
{% endblocktranslate %}"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "room" / "templates" / "room").mkdir(parents=True)
    (tmp_path / "room" / "views.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "room" / "templates" / "room" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def test_it_finds_every_text(source: Path) -> None:
    assert set(texts_of(source)) == {
        "%(n)s area",
        "%(n)s place, 100 %%",
        "Hello %(name)s",
        "The file {name} is empty.",
        "Who lives here",
        "month\x04May",
        "none",
        "one line and the next",
    }


def test_it_reads_quotation_marks_and_contexts_in_templates() -> None:
    found = list(texts_of_template("""{% translate "l'avenue" context "street" %}{% translate 'say "so"' %}""", "t"))
    assert [(text.singular, text.context) for text in found] == [("l'avenue", "street"), ('say "so"', "")]


def test_a_merged_catalogue_speaks(source: Path) -> None:
    translations: dict[str, dict[str, Any]] = {
        "Hello %(name)s": {"nl": "Dag %(name)s"},
        "%(n)s place, 100 %": {"plural": "%(n)s places", "nl": ["%(n)s plaats, 100 %", "%(n)s plaatsen"]},
        "month\x04May": {"nl": "mei"},
    }
    merge("nl", texts_of(source), translations, source)
    (compiled,) = compile_catalogues(source)
    with compiled.open("rb") as file:
        spoken = GNUTranslations(file)
    assert spoken.gettext("Hello %(name)s") == "Dag %(name)s"
    assert spoken.ngettext("%(n)s place, 100 %%", "%(n)s places", 1) == "%(n)s plaats, 100 %%"
    assert spoken.pgettext("month", "May") == "mei"


def test_merging_again_keeps_what_stood_there_and_changes_nothing(source: Path) -> None:
    texts, path = texts_of(source), catalogue_path("fr", source)
    merge("fr", texts, {"none": {"fr": "aucun"}}, source)
    first = path.read_text(encoding="utf-8")
    merge("fr", texts, {}, source)
    assert path.read_text(encoding="utf-8") == first
    assert "aucun" in first


def test_it_names_what_is_missing_and_what_nobody_says_any_more(source: Path) -> None:
    texts = texts_of(source)
    merge("nl", texts, {key: {"nl": [text.singular, text.plural]} for key, text in texts.items()}, source)
    assert faults("nl", texts, source) == []
    del texts["none"]
    assert faults("nl", texts, source) == ["nl: nobody says 'none' any more"]
    assert any("no translation of 'Who lives here'" in fault for fault in faults("fr", texts, source))


@pytest.mark.parametrize(
    ("text", "translation"),
    [("Hello %(name)s", "Dag %(naam)s"), ("The file {name} is empty.", "Het bestand {naam} is leeg.")],
)
def test_it_finds_a_field_that_was_translated_by_mistake(source: Path, text: str, translation: str) -> None:
    texts = texts_of(source)
    merge("nl", texts, {text: {"nl": translation}}, source)
    assert [fault for fault in faults("nl", {text: texts[text]}, source) if "nobody" not in fault]


def test_a_broken_file_of_translations_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"a": {"nl": "b"}}), encoding="utf-8")
    assert read_translations(tmp_path) == {"a": {"nl": "b"}}
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"b\.json"):
        read_translations(tmp_path)


def test_a_function_of_gettext_under_another_name_is_heard(tmp_path: Path) -> None:
    (tmp_path / "said.py").write_text(
        "from django.utils.translation import gettext as _now, ngettext as some\n"
        "from elsewhere import gettext as _not\n"
        'print(_now("the whole city"), some("one tree", "many trees", 2), _not("nothing"))\n',
        encoding="utf-8",
    )
    found = texts_of(tmp_path)
    assert set(found) == {"the whole city", "one tree"}
    assert found["one tree"].plural == "many trees"


def test_french_is_set_with_narrow_spaces_that_never_break(source: Path) -> None:
    texts, thin = texts_of(source), "\u202f"
    places = {"plural": "", "nl": ["1 ?", "2 ?"], "fr": ["1 lieu ; le voici", "« {{ n }} »\u00a0: lieux"]}
    given = {"Hello %(name)s": {"nl": "Dag ! %(name)s", "fr": "Bonjour « %(name)s » : vous ?"}}
    merge("nl", texts, given, source)
    french = merge("fr", texts, given | {"%(n)s area": places}, source)
    assert french["Hello %(name)s"].string == f"Bonjour «{thin}%(name)s{thin}»{thin}: vous{thin}?"
    assert french[("%(n)s area", "%(n)s areas")].string == (
        f"1 lieu{thin}; le voici",
        f"«{thin}{{{{ n }}}}{thin}»{thin}: lieux",
    )
    assert "Dag ! %(name)s" in catalogue_path("nl", source).read_text(encoding="utf-8")


def test_a_plain_space_before_a_sign_is_a_fault_in_french_alone(source: Path) -> None:
    texts = {key: text for key, text in texts_of(source).items() if key == "none"}
    for language in ("nl", "fr"):
        merge(language, texts, {"none": {language: "aucun ?"}}, source)
        path = catalogue_path(language, source)
        assert faults(language, texts, source) == []
        path.write_text(path.read_text(encoding="utf-8").replace("\u202f", " "), encoding="utf-8")
    assert faults("nl", texts, source) == []
    (fault,) = faults("fr", texts, source)
    assert "a space before a sign" in fault


@pytest.mark.parametrize("text", ["https://example.org", "19:30", "53, 54: 109", "EPSG:31370", "Non, merci.", " ; "])
def test_what_needs_no_space_gets_none(text: str) -> None:
    assert spaced(text, "fr") == text


@pytest.mark.parametrize(
    "path", sorted((SOURCE / "portal" / "templates").rglob("*.fr.html")), ids=lambda path: path.name
)
def test_the_pages_of_words_are_set_alike(path: Path) -> None:
    said = path.read_text(encoding="utf-8")
    assert said == spaced(said, "fr")
