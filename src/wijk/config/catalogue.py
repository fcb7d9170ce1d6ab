"""The catalogue of translations: found in the source, merged with what translators wrote, compiled for use.

    python -m wijk.config.catalogue extract            how many texts there are, and which lack a translation
    python -m wijk.config.catalogue merge [FOLDER]     renew the catalogues; take translations from JSON files in FOLDER
    python -m wijk.config.catalogue compile            write the .mo files that are read at run time

A JSON file holds `{"English text": {"nl": "…", "fr": "…"}}`; a text with a plural holds
`{"one": {"plural": "many", "nl": ["…", "…"], "fr": ["…", "…"]}}`. No system tool is needed.
"""

import argparse
import ast
import io
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from wijk.config.spacing import spaced

LANGUAGES = ("nl", "fr")
SOURCE = Path(__file__).resolve().parent.parent
CONTEXT_MARK = "\x04"  # gettext's own way to write a context before a text

_PLAIN = {"gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None}
_PLURAL = {"ngettext": (1, 2), "ngettext_lazy": (1, 2)}
_CONTEXT = {"pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2)}
_BOTH = {"npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3)}
_KEYWORDS: dict[str, Any] = _PLAIN | _PLURAL | _CONTEXT | _BOTH

_Translation = str | tuple[str, ...] | None  #: one form, those of a plural, or none yet

_STRING = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL)
_SPEAKING_NAMES = ("SENTENCES", "HINTS")
_LONE_PERCENT = re.compile(r"%(?!\()")
_FIELD = re.compile(r"\{(\w*)[^{}]*\}")
_DATED_HEADERS = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By|'
    r'Project-Id-Version):.*"\n',
    re.MULTILINE,
)


@dataclass(slots=True)
class Text:
    """One text of the interface, with the files that say it."""

    singular: str
    plural: str = ""
    context: str = ""
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        return f"{self.context}{CONTEXT_MARK}{self.singular}" if self.context else self.singular

    @property
    def message_id(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


def catalogue_path(language: str, source: Path = SOURCE) -> Path:
    """Where the catalogue of a language lies."""
    return source / "locale" / language / "LC_MESSAGES" / "django.po"


def texts_of(source: Path = SOURCE) -> dict[str, Text]:
    """Every translatable text in the Python files and templates below a folder, by its key, in a fixed order."""
    texts: dict[str, Text] = {}
    for path in sorted(source.rglob("*.py")):
        for text in _texts_of_python(path.read_bytes()):
            _remember(texts, text, path.relative_to(source))
    for path in sorted(source.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml", ".svg"}:
            for text in texts_of_template(path.read_text(encoding="utf-8"), str(path)):
                _remember(texts, text, path.relative_to(source))
    return dict(sorted(texts.items()))


def _remember(texts: dict[str, Text], text: Text, place: Path) -> None:
    known = texts.setdefault(text.key, text)
    known.plural = known.plural or text.plural
    known.places.add(place.as_posix())


def _texts_of_python(content: bytes) -> Iterator[Text]:
    module = ast.parse(content)
    yield from _sentences(module)
    keywords = _KEYWORDS | _other_names(module)
    for _line, message, _comments, context in extract("python", io.BytesIO(content), keywords=keywords):
        words = [message] if isinstance(message, str) else [word for word in message if word]
        if words and words[0]:
            yield Text(words[0], words[1] if len(words) > 1 else "", context or "")


def _other_names(module: ast.Module) -> dict[str, Any]:
    """What a module calls the functions of gettext, where it imports them under another name."""
    found = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    names = [name for node in found if node.module == "django.utils.translation" for name in node.names]
    return {name.asname: _KEYWORDS[name.name] for name in names if name.asname and name.name in _KEYWORDS}


def _sentences(module: ast.Module) -> Iterator[Text]:
    """The values of mappings named …SENTENCES or …HINTS: what the methods say, who know no gettext themselves."""
    for statement in module.body:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        names = {target.id for target in targets if isinstance(target, ast.Name)}
        value = getattr(statement, "value", None)
        if any(name.endswith(_SPEAKING_NAMES) for name in names) and isinstance(value, ast.Dict):
            for sentence in value.values:
                if isinstance(sentence, ast.Constant) and isinstance(sentence.value, str):
                    yield Text(sentence.value)


def texts_of_template(content: str, origin: str) -> Iterator[Text]:
    """Every translatable text in a Django template.

    >>> [text.singular for text in texts_of_template('{% translate "Who lives here" %}', "page.html")]
    ['Who lives here']
    """
    for function, arguments in _CALL.findall(templatize(content, origin=origin)):
        words = [str(word) for word in ast.literal_eval(f"[{arguments}]")]
        context = words.pop(0) if "p" in function.split("gettext")[0] else ""
        if words[0]:
            yield Text(words[0], words[1] if len(words) > 1 else "", context)


def read_catalogue(path: Path, language: str) -> Catalog:
    """A catalogue as it stands; an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def read_translations(folder: Path) -> dict[str, dict[str, Any]]:
    """All JSON files of translations in a folder, as one; a file that can't be read is named."""
    translations: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            translations |= json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise SystemExit(f"{path}: {error}. Put that right and start again.") from error
    return translations


def merge(language: str, texts: dict[str, Text], translations: dict[str, dict[str, Any]], source: Path) -> Catalog:
    """The catalogue of a language for exactly these texts: new translations first, else those that stood there.

    Each is set with the spaces of its language.
    """
    path = catalogue_path(language, source)
    before = read_catalogue(path, language)
    after = Catalog(locale=language, fuzzy=False)
    for text in texts.values():
        known = before.get(text.message_id, text.context or None)
        given = _given(text, translations, language)
        standing = known.string if known and not known.fuzzy else None
        locations = [(place, 0) for place in sorted(text.places)]
        chosen = _spaced(given or standing, language)
        after.add(text.message_id, chosen, locations=locations, context=text.context or None)
    _write(after, path)
    return after


def _given(text: Text, translations: dict[str, dict[str, Any]], language: str) -> _Translation:
    for key, is_doubled in ((text.key, False), (text.key.replace("%%", "%"), True)):
        found = translations.get(key, {}).get(language)
        if found:
            words = [found] if isinstance(found, str) else [str(word) for word in found]
            if is_doubled:  # a template writes a percent sign twice, a translator only once
                words = [_LONE_PERCENT.sub("%%", word) for word in words]
            if text.plural:
                return (words[0], words[-1])
            return words[0]
    return None


def _spaced(translation: str | Sequence[str] | None, language: str) -> _Translation:
    if isinstance(translation, str):
        return spaced(translation, language)
    return tuple(spaced(form, language) for form in translation) if translation else None


def _write(catalogue: Catalog, path: Path) -> None:
    """Without dates and line numbers, so that a catalogue changes only where its texts do."""
    written = io.BytesIO()
    write_po(written, catalogue, width=120, include_lineno=False, sort_output=True)
    content = _DATED_HEADERS.sub("", written.getvalue().decode("utf-8"))
    content = content[content.index('msgid ""') :]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def faults(language: str, texts: dict[str, Text], source: Path = SOURCE) -> list[str]:
    """What is wrong with a catalogue: texts without translation, guesses left in it, placeholders that differ."""
    catalogue = read_catalogue(catalogue_path(language, source), language)
    found = []
    for text in texts.values():
        message = catalogue.get(text.message_id, text.context or None)
        if message is None or not all(message.string if isinstance(message.string, tuple) else [message.string]):
            found.append(f"{language}: no translation of {text.singular!r} ({', '.join(sorted(text.places))})")
        elif message.fuzzy:
            found.append(f"{language}: only a guess for {text.singular!r}")
        else:
            found += [f"{language}: {text.singular!r}: {error}" for error in message.check(catalogue)]
            if _fields_differ(text, message.string):
                found.append(f"{language}: {text.singular!r}: the fields in braces are not the same")
            forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
            if any(spaced(form, language) != form for form in forms):
                found.append(f"{language}: {text.singular!r}: a space before a sign lets the line break; merge sets it")
    known = {text.message_id for text in texts.values()}
    found += [f"{language}: nobody says {m.id!r} any more" for m in catalogue if m.id and _id_of(m.id) not in known]
    return found


def _fields_differ(text: Text, translation: str | Sequence[str] | None) -> bool:
    """Whether a translation fills other `{fields}` than the text; a form for one may leave the number out."""
    source = set(_FIELD.findall(text.singular)) | set(_FIELD.findall(text.plural))
    forms = [translation] if isinstance(translation, str) else translation or [""]
    said = [set(_FIELD.findall(form)) for form in forms]
    return any(fields - source for fields in said) or said[-1] != source


def _id_of(message_id: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    return message_id if isinstance(message_id, str) else tuple(message_id)


def compile_catalogues(source: Path = SOURCE) -> list[Path]:
    """Write the .mo file beside every catalogue; guesses are left out. Returns what was written."""
    written = []
    for path in sorted((source / "locale").glob("*/LC_MESSAGES/*.po")):
        target = path.with_suffix(".mo")
        passing = target.with_suffix(".mo.new")
        with passing.open("wb") as file:
            write_mo(file, read_catalogue(path, path.parent.parent.name))
        passing.replace(target)
        written.append(target)
    return written


def main(arguments: list[str]) -> int:
    """Run one of the three commands; returns 1 where texts lack a translation."""
    parser = argparse.ArgumentParser(
        prog="python -m wijk.config.catalogue", description="The catalogue of translations."
    )
    parser.add_argument("command", choices=["extract", "merge", "compile"])
    parser.add_argument("folder", nargs="?", type=Path, help="folder with JSON files of translations, for merge")
    chosen = parser.parse_args(arguments)
    if chosen.command == "compile":
        compile_catalogues()
        return 0
    texts = texts_of()
    if chosen.command == "merge":
        translations = read_translations(chosen.folder) if chosen.folder else {}
        for language in LANGUAGES:
            merge(language, texts, translations, SOURCE)
        said = set(texts) | {key.replace("%%", "%") for key in texts}
        for key in sorted(set(translations) - said):
            sys.stdout.write(f"translated, but nobody says it: {key!r}\n")
        compile_catalogues()
    found = [fault for language in LANGUAGES for fault in faults(language, texts)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    sys.stdout.write(f"{len(texts)} texts, {len(found)} faults\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
