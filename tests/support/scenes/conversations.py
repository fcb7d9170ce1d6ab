"""What stands in the test town for conversations: one that is open, a draft, and a voice that said something."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from wijk.conversations import actions, tokens
from wijk.conversations.importers import Held, Told
from wijk.conversations.models import Conversation, ReportRow
from wijk.conversations.queries.reports import REPORT
from wijk.core.text import Text
from wijk.core.viewer import Viewer

if TYPE_CHECKING:
    from tests.support.stage import Stage

HERE = "neighbourhood/1"
LINES = (
    "Er moeten meer banken op het plein komen.",
    "Auto’s horen niet thuis op het plein.",
    "De bomen mogen nooit gekapt worden.",
    "Er is ’s avonds te veel lawaai.",
    "De markt moet elke week doorgaan.",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Keys of an open conversation, of a draft, and of a closed one with a report, a point and a meeting; the token of a voice."""

    open: str
    draft: str
    voice: str
    told: str
    point: str
    gathering: str


def a_plan() -> actions.Plan:
    """All that is said of a conversation."""
    return actions.Plan(
        title=Text({"nl": "Het plein", "fr": "La place", "en": "The square"}),
        intro=Text({"nl": "Wat moet er met het plein gebeuren?", "fr": "Que faire de la place ?", "en": "What about the square?"}),
        fixed=Text({"nl": "Het budget ligt vast.", "fr": "Le budget est fixé.", "en": "The budget is fixed."}),
        fixed_by=Text({"nl": "De gemeenteraad.", "fr": "Le conseil communal.", "en": "The municipal council."}),
        fixed_why=Text({"nl": "De subsidie is toegekend.", "fr": "Le subside est octroyé.", "en": "The grant was given."}),
    )  # fmt: skip


def build(stage: "Stage") -> Scene:
    """Put it there."""
    fay = stage.cast.fay.viewer
    row = actions.start_conversation(fay, plan=a_plan(), place=HERE)
    actions.seed_statements(fay, key=row.key, lines=LINES, language="nl")
    row = actions.open_conversation(fay, key=row.key)
    draft = actions.start_conversation(fay, plan=a_plan(), place=HERE)
    told, point, gathering = _told(fay)
    return Scene(row.key, draft.key, _voice(row), told, point, gathering)


def _told(fay: Viewer) -> tuple[str, str, str]:
    """A closed conversation with a report, a point that a group placed, and a meeting that gathers cards."""
    here = tuple(Told(str(n), words) for n, words in enumerate(LINES, 1))
    person, statement = np.divmod(np.arange(60), len(LINES))
    held = Held(
        here,
        12,
        person,
        statement,
        np.where((person + statement) % 3 == 0, -1, 1).astype(np.int8),
        "Het plein van gisteren",
        "",
    )
    row = actions.import_conversation(fay, held=held, origin=actions.Origin(place=HERE))
    ReportRow.objects.create(conversation=row, method=REPORT, input_hash="0" * 64, result=RESULT)
    word = actions.Word(statement=1, basin=2, reason=Text({"nl": "Daar kunnen we over spreken."}))
    made = actions.place_points(fay, key=row.key, who="group:", label="Tafel 1", words=[word])
    meeting = actions.start_gathering(fay, key=row.key, title=Text({"nl": "Wijkoverleg"}), asked=12)
    return row.key, made[0].point.key, meeting.key


#: A report as the worker would have written it, so that the methods are not needed to set the stage.
RESULT = {
    "shape": 1, "voices": 12, "votes": 60, "statements": 5, "considered": 12, "why": "too_few", "resamples": 20, "draws": 39,
    "groups": [], "choices": [], "level": 0.05, "error": 0.01, "tested": 5, "enough": 10, "overall": 0.67,
    "lines": [
        {"n": n, "basin": "reconcile", "side": 0, "moves": 3, "toward": 1, "bridge": 0.6, "all": [8, 4, 0], "cells": [[8, 4, 0, 0.27, 0.94]]}
        for n in range(1, 6)
    ],
    "regulars": {"tenth": 0.1, "half": 0.5, "median": 5.0, "firm": 0, "stays": 0, "turns": 0},
    "polis": {"groups": [8, 4], "alike": None, "in": 12, "aware": [[1, 0.6]], "consensus": {"agree": [], "disagree": []}}, "took": 0.1,
}  # fmt: skip


def _voice(row: Conversation) -> str:
    token = tokens.fresh(row.key)
    first = row.statements.get(number=1)
    actions.vote(conversation=row, voice=token, statement=first, choice="agree")
    return token
