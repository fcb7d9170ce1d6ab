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
    "resamples": "Stability needs 2 to {limit} resamples, at least 2 groups and a seed of zero or more; {resamples} resamples and {most} groups were asked for.",
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
    # coverage
    "organ_twice": "Somebody is named twice in the list of people. Name each person once.",
    "declared_statements": "The declared positions are not on the same statements as the votes. Use the same statement ids.",
    "coverage_no_groups": "There are no stable groups, so no viewpoint can be said to lack.",
    "coverage_too_few": "Fewer than {least} people of the list belong to a group, so nothing is said: it would tell what they think.",
    "coverage": "About {known} of the {asked} people belong to a group. Counts are rounded down to fives, and a group with fewer than {least} people is called weak or absent without saying which, so that nobody's votes can be read off.",
    "covered": "Group {group}, {share} of all, is present.",
    "lacking": "Group {group}, {share} of all, is weak or absent: fewer than {least} people.",
    # actors
    "stance_numbers": "Positions must be numbers from -2 (firmly against) to 2 (firmly for). Leave a position out when it is unknown.",
    "stance_shape": "There must be at least one actor, and each with a position, or a blank, on every point.",
    "stance_value": "The position of actor {actor} on point {point} is {value}. Give a whole number from -2 (firmly against) to 2 (firmly for).",
    "actor_weights": "There must be one weight, zero or more, for each of the {actors} actors, and not all zero.",
    "actor_options": "A position can be firm from 1 or 2 on, not {firm}, and the share that must have spoken lies between 0 and 1, not {spoken}.",
    "points": "Of the points {converge} converge, {reconcile} can be reconciled, {diverge} diverge and {unknown} are unknown.",
    "actor_rule": "A point diverges when somebody is firmly for and somebody firmly against (a position of {firm} or more, either way); it converges when nobody who spoke is on the other side and at least half of those who spoke are on this one; otherwise it can be reconciled.",
    "spoken": "A point is unknown unless more than {share} of the actors spoke; who is silent is not counted on either side.",
}
say = speaker(SENTENCES)


def reject(code: str, /, **params: Word) -> Rejected:
    """The refusal with this sentence."""
    return Rejected(say(code, **params))
