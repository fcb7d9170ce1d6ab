"""How are names compared when somebody types one without accents, with an error, or with its legal form?"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from wijk.territory.queries import fold

#: Legal forms, which say nothing about which organisation is meant; and small words, which say little.
FORMS = frozenset(
    ["vzw", "asbl", "ivzw", "aisbl", "npo", "sprl", "bvba", "bv", "srl", "nv", "sa", "cv", "cvba", "scrl", "sc", "vof", "snc",
     "fv"]
)  # fmt: skip
SMALL = frozenset(
    ["the", "de", "het", "een", "la", "le", "les", "l", "d", "du", "des", "van", "en", "et", "and", "a", "of"]
)
#: From this likeness on, two names are perhaps one organisation.
LIKE = 0.86


def core(name: str) -> str:
    """The words of a name that tell which organisation it is, in order.

    >>> core("VZW De Buurtwinkel"), core("Buurtwinkel v.z.w.")
    ('buurtwinkel', 'buurtwinkel')
    """
    bare = re.sub(r"\b(?:[a-z]\.){2,}", lambda m: m[0].replace(".", ""), name.casefold())
    words = fold(bare).split()
    kept = [w for w in words if w not in FORMS] or words
    return " ".join([w for w in kept if w not in SMALL] or kept)


def alike(one: str, other: str) -> bool:
    """Are two cores so near to each other that a person should look?

    >>> alike("buurtwinkel anneessens", "buurtwinkel aneessens"), alike("buurtwinkel", "wijkhuis")
    (True, False)
    """
    if one == other:
        return True
    if sorted(one.split()) == sorted(other.split()):
        return True
    if abs(len(one) - len(other)) > 0.3 * max(len(one), len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= LIKE and matcher.quick_ratio() >= LIKE and matcher.ratio() >= LIKE


def host(link: str) -> str:
    """The site of a link without www, and with its path where it has one; "" for none. Two groups may share one site.

    >>> host("https://www.buurtwinkel.be/"), host("http://wijken.be/Anneessens/")
    ('buurtwinkel.be', 'wijken.be/anneessens')
    """
    try:
        parts = urlsplit(link.strip())
        named = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    return f"{named}{parts.path.rstrip('/').lower()}" if named else ""


def searchable(parts: Iterable[str]) -> str:
    """Text to look for beginnings of words in: folded, each word once, a space before each."""
    words = dict.fromkeys(word for part in parts for word in fold_long(part).split())
    return "".join(f" {word}" for word in words)


def fold_long(text: str) -> str:
    """`fold` for a text longer than a name, word by word.

    >>> fold_long("Wij   helpen, élke dag.")
    'wij helpen elke dag'
    """
    return " ".join(filter(None, (fold(word) for word in text.split())))
