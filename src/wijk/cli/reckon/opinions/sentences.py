"""What the report on a conversation says, beside what the methods say themselves."""

# ruff: noqa: E501 - one sentence per line, so that they can be compared

from collections.abc import Mapping

from wijk.methods.saying import speaker

SENTENCES: Mapping[str, str] = {
    "people_own_groups": "Coverage rests on the groups that are found here, not on those of Polis. Leave out --compatible or --people.",
    "people_unknown": "Nobody in column {column} of {file} took part in the conversation. Give the ids of participants, or declared positions on statements.",
    "declared_unknown": "None of the statements in {file} is in the conversation. Use the same statement ids.",
    "title": "Opinions: what unites and what divides",
    "title_topic": "Opinions on “{topic}”: what unites and what divides",
    "read": "{people} people cast {votes} votes on {statements} statements.",
    "repeated": "{count} votes were replaced by a later vote of the same person.",
    "moderated": "{count} statements were moderated out and are not counted.",
    "groups": "Groups of viewpoints",
    "exported": "The file itself also names groups; the two divisions agree with an adjusted Rand index of {value} (1 is alike, 0 is as by chance).",
    "group_name": "Group {group}: what tells it apart",
    "group_agrees": "agrees with “{text}”",
    "group_disagrees": "disagrees with “{text}”",
    "nothing_apart": "No statement tells this group apart clearly.",
    "converge": "Where all converge",
    "converge_intro": "On these statements every group leans the same way: start here.",
    "converge_one": "Without groups all people count as one; on these statements they lean the same way.",
    "none_here": "There is no such statement.",
    "reconcile": "What can be reconciled",
    "reconcile_intro": "On these statements no two groups stand clearly opposed, and they do not yet lean the same way; first those where the fewest people would have to change sides.",
    "diverge": "Where groups diverge",
    "diverge_intro": "On these statements two groups stand on opposite sides. They are named, and no solution is asked: they open a dialogue.",
    "unknown": "What is unknown",
    "unknown_count": "On {count} statements too few people took a side to say anything.",
    "and_more": "{count} more are in answer.json.",
    "coverage": "Which viewpoints are lacking",
    "column_statement": "statement",
    "column_share": "agree, group {group}",
    "column_share_all": "agree",
    "column_side": "leaning",
    "column_moves": "people to move",
    "column_bridging": "bridging score",
    "for": "in favour",
    "against": "against",
    "proposal": "A basin is a proposal reckoned from votes: those concerned may move a statement to another basin and say why.",
    "how": "How this was reckoned",
    "contradicted": "On {count} statements that converge, the bridging score points the other way: look at them again.",
    "bridging_agrees": "The bridging score, which needs no groups, contradicts none of the statements that converge.",
    "settings": "Seed {seed}, {resamples} resamples. The same file and settings give the same result.",
    "seen": "Shares are of those in a group who took a side, with the number of them and the interval in brackets; without groups everybody counts.",
    "cell": "{share} of {count} ({low} to {high})",
}
say = speaker(SENTENCES)
