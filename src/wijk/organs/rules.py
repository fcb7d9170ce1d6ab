"""When is something agreed? The decision rules of organs as pure functions: no database, no clock, exact fractions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Rule = Literal["consensus", "consent", "majority", "absolute", "qualified", "advice"]
Vote = Literal["for", "against", "abstain"]
Outcome = Literal["adopted", "rejected", "postponed", "noted"]
RULES: tuple[Rule, ...] = ("consensus", "consent", "majority", "absolute", "qualified", "advice")
VOTES: tuple[Vote, ...] = ("for", "against", "abstain")
OUTCOMES: tuple[Outcome, ...] = ("adopted", "rejected", "postponed", "noted")
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was said: votes by kind, how many may vote in all, objections with and without a reason, and the chair's own vote."""

    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    members: int = 0
    reasoned: int = 0
    unreasoned: int = 0
    chair: Vote | None = None

    @property
    def cast(self) -> int:
        """Votes for and against; who abstains casts none."""
        return self.in_favour + self.against

    @property
    def voted(self) -> int:
        """Everybody who handed in a vote, abstentions too."""
        return self.cast + self.abstained


@dataclass(frozen=True, slots=True)
class Way:
    """How an organ decides. `share` is for a qualified majority; `of_members` counts everybody who may vote, not the votes cast;
    `chair_breaks_ties` lets the chair's vote count where for and against are equal."""

    rule: Rule = "majority"
    share: Fraction = Fraction(2, 3)
    of_members: bool = False
    chair_breaks_ties: bool = False


def tallied(votes: Iterable[Vote], *, members: int = 0, chair: Vote | None = None) -> Tally:
    """The tally of some votes; their order does not matter."""
    held = list(votes)
    return Tally(held.count("for"), held.count("against"), held.count("abstain"), members, chair=chair)


def outcome(way: Way, tally: Tally) -> Outcome:
    """What a rule makes of a tally. Advice is noted, never decided."""
    if way.rule == "advice":
        return "noted"
    if way.rule == "consensus":
        agreed = not (tally.against or tally.reasoned or tally.unreasoned)
    elif way.rule == "consent":
        agreed = not tally.reasoned
    else:
        agreed = _enough(way, tally)
    return "adopted" if agreed else "rejected"


def _enough(way: Way, tally: Tally) -> bool:
    base = tally.members if way.of_members else tally.cast
    if not tally.in_favour:
        return False
    if way.rule == "qualified":
        return tally.in_favour >= way.share * base
    if way.rule == "absolute":
        return tally.in_favour > HALF * base
    tie = tally.in_favour == tally.against
    return tally.in_favour > tally.against or (tie and way.chair_breaks_ties and tally.chair == "for")


def fraction(text: str) -> Fraction | None:
    """A share as people write it ("2/3", "0.6"); None where it is none between nothing and all.

    >>> fraction("2/3"), fraction("3/2"), fraction("many")
    (Fraction(2, 3), None, None)
    """
    try:
        found = Fraction(text.strip())
    except (ValueError, ZeroDivisionError):
        return None
    return found if 0 < found <= 1 else None


def needed(quorum: int | None, share: Fraction | None, members: int) -> int:
    """How many must be there: a fixed number; or more than a share of the members; or just somebody.

    >>> needed(None, Fraction(1, 2), 10), needed(4, None, 10), needed(None, None, 10)
    (6, 4, 1)
    """
    if quorum is not None:
        return max(quorum, 1)
    if share is None or not members:
        return 1
    more = int(share * members) + 1
    return min(more, members)


def largest_share(groups: Mapping[str, int]) -> Fraction:
    """The share of the largest declared group; nothing where nobody declared anything."""
    total = sum(groups.values())
    return Fraction(max(groups.values()), total) if total else Fraction(0)


def parity_kept(groups: Collection[str], most: Fraction) -> bool | None:
    """Is no declared group larger than `most` of those who declared one? None where nobody did: then nothing can be said."""
    told = [group for group in groups if group]
    if not told:
        return None
    return largest_share({group: told.count(group) for group in set(told)}) <= most
