"""How are names written, and how are they compared when somebody types one without accents or with an error?"""

import re
import unicodedata

from wijk.core.text import Text

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_BETWEEN = re.compile(r"[^0-9a-z\u0100-\uffff]+")
_SMALL = frozenset(
    [
        *(
            "à",
            "au",
            "aux",
            "d",
            "da",
            "das",
            "de",
            "del",
            "den",
            "der",
            "des",
            "di",
            "do",
            "dos",
            "du",
            "el",
            "en",
            "et",
        ),
        *(
            "het",
            "in",
            "l",
            "la",
            "le",
            "les",
            "op",
            "of",
            "sous",
            "sur",
            "t",
            "te",
            "ten",
            "ter",
            "und",
            "van",
            "von",
            "voor",
            "y",
        ),
    ]
)
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*", re.UNICODE)
#: A name longer than this is cut for searching.
LONGEST = 200


def fold(name: str) -> str:
    """Plain lower-case letters and figures, words parted by one space; what stands between them is forgotten.

    >>> fold("Sint-Gillis  (ÉGLISE)"), fold("Cœur d'Île")
    ('sint gillis eglise', 'coeur d ile')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(_BETWEEN.sub(" ", bare.translate(_LETTERS)).split())[:LONGEST].strip()


def grams(folded: str, *, open_end: bool = False) -> frozenset[str]:
    """The threes of letters of each word, its beginning and end marked by spaces; with `open_end` the last word may go on.

    >>> sorted(grams("hoog")), "og " in grams("hoog", open_end=True)
    (['  h', ' ho', 'hoo', 'og ', 'oog'], False)
    """
    words = folded.split()
    found: set[str] = set()
    for number, word in enumerate(words, 1):
        padded = f"  {word}" if open_end and number == len(words) else f"  {word} "
        found.update(padded[i : i + 3] for i in range(len(padded) - 2))
    return frozenset(found)


def in_capitals_and_small(name: str) -> str:
    """A name that stands in capitals, as people write it; particles stay small, and a name in mixed letters stays as it is.

    >>> in_capitals_and_small("CHAUSSEE DE MONS - SAINT-LUC"), in_capitals_and_small("PORTE D'ANVERS"), in_capitals_and_small("De Brouckère")
    ('Chaussee de Mons - Saint-Luc', "Porte d'Anvers", 'De Brouckère')
    """
    if name != name.upper():
        return name
    first = True

    def written(match: re.Match[str]) -> str:
        nonlocal first
        word, small = match[0].lower(), match[0].lower() in _SMALL
        begins, first = first, False
        if small and not begins:
            return word
        if len(word) > 2 and word[1] in "’'" and word[0] in "dl":
            return (word[0].upper() if begins else word[0]) + word[1] + word[2:].capitalize()
        if not any(vowel in unicodedata.normalize("NFKD", word) for vowel in "aeiouy") and len(word) <= 4:
            return match[0]  # an abbreviation: WTC, CHU is not, STIB is not
        return word.capitalize()

    return _WORD.sub(written, name)


def split_name(name: str, mark: str, order: tuple[str, ...]) -> Text:
    """A name in two languages on one line; a name without the mark stands for each of them.

    >>> split_name("Rue Haute - Hoogstraat", " - ", ("fr", "nl")).to("nl")
    'Hoogstraat'
    """
    whole = " ".join(name.split())
    parts = [part.strip() for part in whole.split(mark)] if mark else [whole]
    if mark and order and len(parts) == len(order):
        return Text(dict(zip(order, parts, strict=True)))
    return Text.of(whole, *order) if order else Text.of(whole)
