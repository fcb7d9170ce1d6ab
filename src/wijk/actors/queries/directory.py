"""Which organisations fit what somebody typed and chose? Accents and typing errors are forgiven; as many queries for ten as for ten thousand."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import get_language

from wijk.actors.folding import fold_long
from wijk.actors.models import Organisation, State, Trait, Word
from wijk.core import clock
from wijk.core.text import LANGUAGES

#: Words that are looked for, and words of names that are held against them.
MOST_WORDS, MOST_CANDIDATES = 6, 4_000
#: From this likeness on, a word of a name is perhaps what was meant.
LIKE = 0.74
#: So many readings of one word are tried.
READINGS = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. `area` also finds what is active in the whole city; `state` "" is everything that is not closed."""

    words: str = ""
    area: str = ""
    theme: str = ""
    language: str = ""
    kind: str = ""
    state: str = ""

    @property
    def anything(self) -> bool:
        """Was anything asked at all?"""
        return bool(self.words or self.area or self.theme or self.language or self.kind or self.state)


def directory(asked: Asked) -> "QuerySet[Organisation]":
    """The organisations that fit, to be paged: by name, and where words were typed those first that have them in their name."""
    found = Organisation.objects.select_related("listing")
    known_state = asked.state in State.values
    found = found.in_state(asked.state, clock.today()) if known_state else found.standing()
    if asked.area:
        found = found.touching(asked.area)
    for what, code in (("theme", asked.theme), ("language", asked.language)):
        if code:
            found = found.filter(pk__in=Trait.objects.filter(what=what, code=code).values("organisation"))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    words = fold_long(asked.words[:200]).split()[:MOST_WORDS]
    return _with_words(found, words) if words else found.order_by(in_order(), "key")


def in_order() -> str:
    """The column that sorts names as the language of the page does."""
    language = (get_language() or "").split("-")[0]
    return f"sorted_{language if language in LANGUAGES else LANGUAGES[0]}"


def _with_words(found: "QuerySet[Organisation]", words: list[str]) -> "QuerySet[Organisation]":
    readings = _readings(words)
    anywhere, exact, named = Q(), Q(), Q()
    for word in words:
        one = Q()
        for reading in readings[word]:
            one |= Q(words__contains=f" {reading}")
        anywhere &= one
        exact &= Q(words__contains=f" {word}")
        named &= Q(folded__contains=word)
    rank = Case(When(named, then=Value(0)), When(exact, then=Value(1)), default=Value(2), output_field=IntegerField())
    return found.filter(anywhere).annotate(rank=rank).order_by("rank", in_order(), "key")


def _readings(words: Iterable[str]) -> dict[str, list[str]]:
    """Each word with the words of names that are near to it: one query."""
    asked = [word for word in words if len(word) >= 4]
    near: list[str] = []
    if asked:
        wanted = Q()
        for word in asked:
            fits = (
                Q(word__startswith=word[:2])
                | Q(word__endswith=word[-3:])
                | Q(word__startswith=word[0], word__endswith=word[-1])
            )
            wanted |= fits & Q(length__gte=len(word) - 2, length__lte=len(word) + 3)
        near = list(Word.objects.filter(wanted).order_by("word").values_list("word", flat=True)[:MOST_CANDIDATES])
    return {word: [word, *_nearest(word, near)] if len(word) >= 4 else [word] for word in words}


def _nearest(word: str, near: Iterable[str]) -> list[str]:
    matcher = SequenceMatcher(None, "", word, autojunk=False)
    scored = []
    for other in near:
        matcher.set_seq1(other)
        if other != word and matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE:
            ratio = matcher.ratio()
            if ratio >= LIKE:
                scored.append((-ratio, other))
    return [other for _ratio, other in sorted(scored)[:READINGS]]


def facets() -> dict[str, dict[str, int]]:
    """How many standing organisations each theme, language and kind has, so that no filter leads nowhere; two queries."""
    counts: dict[str, dict[str, int]] = {"theme": {}, "language": {}, "kind": {}}
    traits = Trait.objects.filter(organisation__closed_on=None).values_list("what", "code").annotate(n=Count("pk"))
    for what, code, n in traits.order_by("what", "code"):
        counts[what][code] = n
    rows = Organisation.objects.standing().values_list("kind").annotate(n=Count("pk")).order_by("kind")
    counts["kind"] = dict(rows)
    return counts
