"""What the analysis of opinions says."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import Rejected, Word, speaker

SENTENCES: Mapping[str, str] = {
    # votes
    "person_twice": "The participant “{name}” stands in the list twice. Give each participant one id.",
    "statement_twice": "The statement “{name}” stands in the list twice. Give each statement one id.",
    "lengths": "There are {rows} participants, {columns} statements and {votes} votes in lists that should be equally long. Give each vote its participant and its statement.",
    "places_whole": "The places of participants and statements must be whole numbers. Count them from 0.",
    "person_place": "Vote {position} is by participant number {place}, but there are {count} participants, counted from 0. Correct the vote or the list.",
    "statement_place": "Vote {position} is on statement number {place}, but there are {count} statements, counted from 0. Correct the vote or the list.",
    "vote_unknown": "Vote {position} is “{vote}”. A vote is 1 (agree), 0 (pass) or -1 (disagree); leave a vote out when there is none.",
    # groups
    "resamples": "Stability needs at least 2 resamples and at least 2 groups; {resamples} and {most} were asked for.",
    "too_few": "There are no groups: {people} people voted on enough statements, and at least {least} are needed to tell groups apart.",
    "by_chance": "There are no stable groups: the votes hang together no more than when they are dealt at random ({draws} times) among those who voted on each statement.",
    "unstable": "There are no stable groups: the best division, in {groups}, comes back from four fifths of the people with a similarity of {stability}, and {least} is needed.",
    "found": "There are {groups} groups among the {people} people who voted on enough statements; the least stable comes back from four fifths of the people with a similarity of {stability}.",
    "group": "Group {group} has {size} people; its stability is {stability}.",
    # basins
    "basin_options": "The level {level} must lie between 0 and 1, the enough votes {enough} must be 1 or more, and the dependence is “any” or “positive”.",
    "basins": "Of the statements {converge} converge, {reconcile} can be reconciled, {diverge} diverge and {unknown} are unknown.",
    "level_any": "At most {level} of the statements said to converge or diverge are expected to be misplaced, however the statements hang together (Benjamini–Yekutieli); each bound of an interval errs with a chance of {one_sided} at most.",
    "level_positive": "At most {level} of the statements said to converge or diverge are expected to be misplaced, provided the statements hang together positively (Benjamini–Hochberg); each bound of an interval errs with a chance of {one_sided} at most.",
    "enough": "A statement is unknown until {enough} people in every group took a side; a pass is counted and takes no side.",
    "bridging": "The bridging score is the agreement expected of a person in the middle of the main difference; over all statements {overall} of the sides taken are agreement.",
    "stands_out_agree": "{inside} agree, against {outside} of the others (z {z}).",
    "stands_out_disagree": "{inside} disagree, against {outside} of the others (z {z}).",
    # Polis' own numbers
    "no_votes": "There are no votes. Check that the right file was given and that it was exported whole.",
    "polis": "These are the numbers that Polis would reckon from the votes, started afresh: {groups} groups among {people} people. A conversation that ran live may have kept groups from an earlier moment.",
}
say = speaker(SENTENCES)


def reject(code: str, /, **params: Word) -> Rejected:
    """The refusal with this sentence."""
    return Rejected(say(code, **params))
