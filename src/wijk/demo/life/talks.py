"""Where do interests meet? Two conversations: one in which three groups of viewpoints share a ground, one that has no stable groups."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from wijk.conversations.actions import (
    Plan,
    add_statement,
    close_conversation,
    commit_votes,
    of_person,
    open_conversation,
    seed_statements,
    start_conversation,
    take_sheet,
    translate_statement,
    vote,
)
from wijk.conversations.actions.reckoning import reckon_report
from wijk.conversations.models import Conversation, Statement
from wijk.core.text import LANGUAGES, Text
from wijk.demo.life.bodies import VIEWER
from wijk.demo.life.texts import word, words
from wijk.demo.life.timeline import Timeline

#: How likely somebody agrees, by how their group leans.
AGREES = {"+": 0.88, "-": 0.1, "o": 0.5}
#: Shares of the planted groups.
SHARES = (0.42, 0.33, 0.25)
PASSES, PAPER = 0.1, 0.15
#: Out of this many, which language a statement is first said in.
FIRST_SAID = ("nl", "nl", "fr", "nl", "en", "fr")


@dataclass(slots=True)
class Talk:
    """One conversation on the timeline: prepared, opened, voted in by so many voices, perhaps closed."""

    line: Timeline
    chance: Random
    told: Mapping[str, Any]
    voices: int
    start: float
    days: int
    closes: bool
    lean: dict[int, str] = field(default_factory=dict)
    key: str = ""

    def plan(self) -> None:
        """Everything that happens in it."""
        line = self.line
        line.at(line.day(self.start, 8), self._open)
        share = self.voices // self.days + 1
        for day in range(self.days):
            count = min(share, self.voices - day * share)
            if count > 0:
                line.at(line.day(self.start + 1 + day, 17), partial(self._vote, day * share, count))
        for n, entry in enumerate(self.told["added"]):
            line.at(line.day(self.start + 2 + n, 12), partial(self._add, entry, n))
        line.at(line.day(self.start + 2 + self.days, 18), self._end)

    def _row(self) -> Conversation:
        return Conversation.objects.get(key=self.key)

    def _open(self) -> None:
        told = self.told
        plan = Plan(
            title=Text(told["title"]), intro=Text(told["intro"]), fixed=Text(told["fixed"]), fixed_why=Text(told["why"]),
            fixed_by=word("municipal-council"), before=False,
            closes_at=None if self.closes else self.line.until + timedelta(days=40),
        )  # fmt: skip
        self.key = start_conversation(VIEWER, plan=plan).key
        entries = [(FIRST_SAID[n % len(FIRST_SAID)], entry) for n, entry in enumerate(told["statements"])]
        for language in LANGUAGES:
            mine = [entry for first, entry in entries if first == language]
            made = seed_statements(VIEWER, key=self.key, lines=[entry[language] for entry in mine], language=language)
            for statement, entry in zip(made, mine, strict=True):
                self._translate(statement, entry)
        open_conversation(VIEWER, key=self.key)

    def _translate(self, statement: Statement, entry: Mapping[str, str]) -> None:
        """In the two other languages: most by a person, some by a machine, and it says so."""
        self.lean[statement.pk] = entry["lean"]
        for language in LANGUAGES:
            if language != statement.language:
                how, by = (
                    ("machine", "")
                    if statement.number % 4 == 0
                    else ("person", word("participation-service").to(language))
                )
                translate_statement(
                    VIEWER, key=self.key, number=statement.number, language=language, text=entry[language], how=how, by=by
                )  # fmt: skip

    def _add(self, entry: Mapping[str, str], number: int) -> None:
        language = LANGUAGES[number % len(LANGUAGES)]
        token = of_person(self.key, f"demo-adds-{number}")
        made = add_statement(conversation=self._row(), voice=token, text=entry[language], language=language)
        self._translate(made, entry)

    def _vote(self, first: int, count: int) -> None:
        """So many voices, each with most of the statements; some on a sheet of paper."""
        row = self._row()
        shown = list(row.statements.filter(visibility="shown").order_by("number"))
        for voice in range(first, first + count):
            group = self.chance.choices(range(3), SHARES)[0]
            some = [one for one in shown if self.chance.random() < 0.8]
            said = {one.number: self._choice(self.lean[one.pk], group) for one in some}
            if self.chance.random() < PAPER:
                take_sheet(conversation=row, code=f"DEMO-{voice}", votes=said)
                continue
            token = of_person(row.key, f"demo-{voice}")
            for one in some:
                vote(conversation=row, voice=token, statement=one, choice=said[one.number])

    def _choice(self, lean: str, group: int) -> str:
        if self.chance.random() < PASSES:
            return "pass"
        return "agree" if self.chance.random() < AGREES[lean[group % len(lean)]] else "disagree"

    def _end(self) -> None:
        row = self._row()
        if self.closes:
            close_conversation(VIEWER, key=row.key)
        else:
            commit_votes(VIEWER, conversation=row)
        reckon_report(self._row())


def talk(line: Timeline, chance: Random, voices: int) -> None:
    """Plan both: the first is over, the second goes on."""
    avenue, quay = words("talks")["talk"]
    Talk(line, chance, avenue, voices, -220, 21, closes=True).plan()
    Talk(line, chance, quay, max(60, voices // 2), -19, 14, closes=False).plan()
