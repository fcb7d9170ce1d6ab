"""From which votes was something reckoned? A print that everybody can make again out of the published votes."""

from hashlib import sha256

import numpy as np

from wijk.conversations.queries import Matrix
from wijk.conversations.queries.matrix import Ints


def slips(matrix: Matrix) -> tuple[Ints, list[str]]:
    """The voices in an order that follows from their votes alone, and what each said: `"1:1 4:-1 9:0"`, by number of the statement.

    Voices that said the same stand beside each other; which is first makes no difference to anybody. So nothing of the order or
    the moment of voting is left.
    """
    numbers = np.array([one.number for one in matrix.statements], dtype=np.int64)
    order = np.lexsort((matrix.column, matrix.row))
    row, column, vote = matrix.row[order], matrix.column[order], matrix.vote[order]
    words = [f"{n}:{v}" for n, v in zip(numbers[column].tolist(), vote.tolist(), strict=True)]
    ends = np.searchsorted(row, np.arange(len(matrix.voices) + 1)).tolist()
    said = [" ".join(words[ends[i] : ends[i + 1]]) for i in range(len(matrix.voices))]
    ranked = sorted(range(len(said)), key=lambda i: (sha256(said[i].encode()).digest(), said[i]))
    return np.array(ranked, dtype=np.int64), [said[i] for i in ranked]


def printed(matrix: Matrix) -> str:
    """SHA-256 over one line a voice, in the order of `slips`, after a line with the statements about the talk itself."""
    whole = sha256()
    whole.update(("meta:" + ",".join(str(one.number) for one in matrix.statements if one.meta) + "\n").encode())
    whole.update("".join(f"{words}\n" for words in slips(matrix)[1]).encode())
    return whole.hexdigest()
