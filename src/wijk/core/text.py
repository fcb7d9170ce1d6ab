"""How is a piece of content said in each language? One type for every translated name, definition and sentence."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.utils.translation import get_language

#: The languages of the interface, in the order in which a missing translation is looked for.
LANGUAGES = ("nl", "fr", "en")


class Text(Mapping[str, str]):
    """A text in one or more languages; an immutable mapping from language code to words.

    >>> t = Text({"nl": "Brussel", "fr": "Bruxelles"})
    >>> t.to("fr"), t.to("en")
    ('Bruxelles', 'Brussel')
    >>> bool(Text()), Text.of("Jette").to("nl")
    (False, 'Jette')
    """

    __slots__ = ("_said",)

    def __init__(self, said: Mapping[str, str] | None = None) -> None:
        self._said = {k: v for k, v in (said or {}).items() if v}

    @classmethod
    def of(cls, words: str, *languages: str) -> Self:
        """The same words in each of `languages` (all three when none is given)."""
        return cls(dict.fromkeys(languages or LANGUAGES, words))

    def to(self, language: str | None = None) -> str:
        """The words in `language` (default: the language of the page), else in the first language that has any."""
        if language in self._said:
            return self._said[language]
        wanted = (language or get_language() or LANGUAGES[0]).split("-")[0]
        if wanted in self._said:
            return self._said[wanted]
        for other in LANGUAGES:
            if other in self._said:
                return self._said[other]
        return next(iter(self._said.values()), "")

    def said(self, language: str) -> str:
        """The words in this language alone, "" where there are none: for long lists, whose language is asked once."""
        return self._said.get(language, "")

    def language(self, language: str | None = None) -> str:
        """The language in which `to` answers, so that a page can mark foreign words; "" when nothing is said."""
        wanted = (language or get_language() or LANGUAGES[0]).split("-")[0]
        if wanted in self._said:
            return wanted
        return next((k for k in LANGUAGES if k in self._said), next(iter(self._said), ""))

    def missing(self) -> tuple[str, ...]:
        """The interface languages in which nothing is said."""
        return tuple(k for k in LANGUAGES if k not in self._said)

    def __getitem__(self, key: str) -> str:
        return self._said[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def __str__(self) -> str:
        return self.to()

    def __repr__(self) -> str:
        return f"Text({self._said!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and self._said == dict(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._said.items()))


@lru_cache(maxsize=8192)
def _read(said: str) -> Text:
    """The text behind its JSON. The same names are read on every page, and a `Text` never changes: so they are kept."""
    loaded = json.loads(said)
    return Text(loaded if isinstance(loaded, dict) else {})


class TextField(models.JSONField):
    """A column that holds a `Text` as JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        if isinstance(value, str):
            return _read(value)
        loaded = super().from_db_value(value, expression, connection)
        return Text(loaded if isinstance(loaded, dict) else {})

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Text) or value is None else Text(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = dict(value) if isinstance(value, Text) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return dict(value) if isinstance(value, Text) else value
