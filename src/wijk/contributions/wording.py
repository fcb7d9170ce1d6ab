"""Which words stand in a text, and which are meant when somebody types one with an error? In Dutch, French and English alike."""

import re
from collections.abc import Iterable

from wijk.territory.queries import fold

#: Words that stand everywhere and say nothing of what a text is about.
_STAND_EVERYWHERE = """
    aan als bij dan dat de den der des deze die dit door een en er gaan heb hebben heeft het hier hun iets ik in is je kan maar
    me meer men met mij mijn na naar niet nog nu of om onder ons onze ook op over te tegen toch tot u uit van veel voor waar was wat we
    wel werd wie wij wordt worden ze zeer zich zij zijn zo zou
    a au aux avec c ce ces cette d dans des du elle en est et eux il ils je l la le les leur lui m ma mais mes moi mon n ne nos notre
    nous on ont ou par pas peu plus pour qu que qui s sa sans se ses son sont sur t ta tes toi tres tu un une vos votre vous y
    an and are as at be been but by can do for from had has have he her his how i if into it its me more my no not of or our she so
    that the their them then there these they this to was were what when which who will with you your
"""
SMALL = frozenset(_STAND_EVERYWHERE.split())
#: Words of one contribution that are kept, and letters of a word.
MOST_WORDS, MOST_LETTERS = 400, 40
#: From so many letters on a slip is forgiven, and from so many two of them.
FORGIVING, TWICE = 4, 7
_TWIN = re.compile(r"(.)\1+")
_ENDINGS = ("en", "es", "e", "s", "x")
_HARDER = {"z": "s", "v": "f"}


def words(text: str) -> list[str]:
    """The words that tell what a text is about: folded, doubled letters once, each word once, in their order.

    >>> words("De trottoirs in de Hoogstraat zijn KAPÓT!")
    ['trotoirs', 'hogstrat', 'kapot']
    """
    found = (plain(word) for piece in text.split() for word in fold(piece).split() if word not in SMALL)
    return list(dict.fromkeys(found))[:MOST_WORDS]


def plain(word: str) -> str:
    """A folded word with doubled letters once, so that straat and straten begin alike; numbers stay as they are."""
    bare = word if any(c.isdigit() for c in word) else _TWIN.sub(r"\1", word)
    return bare[:MOST_LETTERS]


def root(word: str) -> str:
    """What a plain word has in common with its plural and its other forms: light, and the same for all three languages.

    >>> [root(plain(w)) for w in ("straat", "straten", "huis", "huizen", "arbres", "arbre", "trees", "tree", "1000")]
    ['strat', 'strat', 'hui', 'hui', 'arbr', 'arbr', 'tre', 'tre', '1000']
    """
    if any(c.isdigit() for c in word):
        return word
    bare = word
    while True:
        ending = next((e for e in _ENDINGS if bare.endswith(e) and len(bare) - len(e) >= 3), "")
        if not ending:
            return bare
        bare = bare[: -len(ending)]
        bare = bare[:-1] + _HARDER.get(bare[-1], bare[-1])


def slips(word: str) -> set[str]:
    """The word and all that is left of it when one letter is missing; nothing for short words and numbers."""
    if len(word) < FORGIVING or any(c.isdigit() for c in word):
        return set()
    return {word, *_without_one(word)}


def slipped(word: str) -> set[str]:
    """The forms in which a typed word can meet one that was meant: with two letters missing where it is long."""
    once = slips(word)
    return once | {form for one in once for form in _without_one(one)} if len(word) >= TWICE else once


def _without_one(word: str) -> Iterable[str]:
    return (word[:i] + word[i + 1 :] for i in range(len(word)))


def near(one: str, other: str) -> bool:
    """Are these two words one slip of the pen apart, or two where both are long: a letter too many, too few, wrong, or swapped?

    >>> near("fietspad", "fietsapd"), near("bank", "bang"), near("bank", "kan")
    (True, True, False)
    """
    most = 2 if min(len(one), len(other)) >= TWICE else 1
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row, older = row, [i], before
        before = last
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return False
    return row[-1] <= most
