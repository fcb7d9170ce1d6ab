"""How does a text on paper become articles? By its own words: “Article 3 — Title”, “## Title”, “3. Title”."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijk.charters.actions.documents import ArticleDraft
from wijk.charters.models import Article
from wijk.core.errors import Refused
from wijk.core.text import Text

#: The longest text that is read, in signs.
LONGEST = 400_000
_NAMED = re.compile(
    r"^\s{0,3}(?:#{1,4}\s*)?(?:art(?:icle|ikel|\.)|§)\s*(\d{1,3}\s?[a-z]{0,6}|[ivxlc]{1,7})\b\s*[.:)—–-]*\s*(.*)$",
    re.IGNORECASE,
)
_HEADED = re.compile(r"^\s{0,3}#{1,4}\s+(?:(\d{1,3}[a-z]{0,6})\s*[.:)]\s*)?(.+?)\s*#*$")
_NUMBERED = re.compile(r"^(\d{1,3}[a-z]{0,6})\s*[.:)]\s+(\S.{0,98}[^.;,:])$")
PREAMBLE = {"nl": "Aanhef", "fr": "Préambule", "en": "Preamble"}


@dataclass(frozen=True, slots=True)
class Part:
    """One article in one language."""

    number: str
    title: str
    body: str


def parts(words: str, language: str = "en") -> list[Part]:
    """The articles of a text in one language. What stands before the first is its preamble; a text without any is one article.

    >>> [(p.number, p.title) for p in parts("Article 1 - Trees\\nWe plant.\\n\\nArticle 2bis\\nWe water.")]
    [('1', 'Trees'), ('2bis', '')]
    """
    if len(words) > LONGEST:
        raise Refused("too-long", _("This text has more than {most} signs. Enter it in parts."), most=LONGEST)
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for pattern in (_NAMED, _HEADED, _NUMBERED):
        heads = [(n, found) for n, line in enumerate(lines) if (found := pattern.match(line[:400]))]
        if heads:
            return _cut(lines, heads, language)
    body = "\n".join(lines).strip()
    return [Part("1", "", body)] if body else []


def _cut(lines: Sequence[str], heads: Sequence[tuple[int, "re.Match[str]"]], language: str) -> list[Part]:
    before = "\n".join(lines[: heads[0][0]]).strip()
    found = [Part("", PREAMBLE.get(language, PREAMBLE["en"]), before)] if before else []
    ends = [n for n, _found in heads[1:]] + [len(lines)]
    for (n, head), end in zip(heads, ends, strict=True):
        number, title = (head.group(1) or "").replace(" ", ""), head.group(2).strip()
        found.append(Part(number, title, "\n".join(lines[n + 1 : end]).strip()))
    return found


def drafts(said: Mapping[str, str], before: Sequence[Article] = ()) -> list[ArticleDraft]:
    """The articles of a text in several languages, which must have as many of them. An article keeps its name of the edition before
    where it has the same title, or else the same number."""
    read = {language: parts(words, language) for language, words in said.items() if words.strip()}
    if not read:
        raise Refused("no-articles", _("Paste the text in at least one language."))
    lengths = {language: len(found) for language, found in read.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{language} {n}" for language, n in lengths.items())
        words = _(
            "The languages do not have as many articles: {told}. Make them alike, so that each article has its translation."
        )
        raise Refused("unlike", words, told=told)
    rows = []
    for together in zip(*read.values(), strict=True):
        pairs = dict(zip(read, together, strict=True))
        number = next((p.number for p in together if p.number), "")
        title = Text({language: part.title for language, part in pairs.items()})
        body = Text({language: part.body for language, part in pairs.items()})
        rows.append(ArticleDraft("", title, body, number))
    return _with_names(rows, before)


def _with_names(rows: Sequence[ArticleDraft], before: Sequence[Article]) -> list[ArticleDraft]:
    left = {article.slug: article for article in before}
    named: list[str] = []
    for row in rows:
        titles = {words.casefold() for words in row.title.values()}
        alike = [s for s, a in left.items() if titles & {words.casefold() for words in a.title.values()}]
        slug = next(iter(alike), "")
        named.append(slug)
        left.pop(slug, None)
    for n, row in enumerate(rows):
        if not named[n]:
            slug = next((s for s, a in left.items() if row.number and a.number == row.number), "")
            named[n] = slug
            left.pop(slug, None)
    return [
        ArticleDraft(slug, row.title, row.body, row.number, row.open_clause, row.intention)
        for slug, row in zip(named, rows, strict=True)
    ]
