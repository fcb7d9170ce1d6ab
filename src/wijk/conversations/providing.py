"""What do conversations tell the rooms below? How they look, what followers hear, what goes on, what is erased, moderated, on paper."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.conversations import access, actions, queries, sheet_placing, tokens
from wijk.conversations.models import AGREE, DISAGREE, Conversation, State, Statement, Vote
from wijk.core.errors import Absent, Refused
from wijk.core.providers import (
    Card,
    Dataset,
    Done,
    Happening,
    Look,
    News,
    PaperField,
    PaperForm,
    Visibility,
)
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Viewer
from wijk.residence.queries import paper_fields, shown_on_paper, tells_home
from wijk.ui.beside import Beside

CONVERSATION, STATEMENT = actions.CONVERSATION, actions.STATEMENT
#: Statements on one sheet.
ON_A_SHEET = 20
CHOSEN = {AGREE: "agree", DISAGREE: "disagree"}


class Describing:
    """How a conversation and a statement look where another room points at them."""

    kinds: Sequence[str] = (CONVERSATION, STATEMENT)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """Its title and page; None for a draft that this viewer does not keep, and for a statement that is not shown."""
        try:
            if subject.kind == CONVERSATION:
                row = access.open_conversation(viewer, subject.id)
                return _card(row)
            statement = Statement.objects.select_related("conversation").get(key=subject.id)
            access.open_conversation(viewer, statement.conversation.key)
        except (Absent, Statement.DoesNotExist):
            return None
        if statement.visibility != "shown":
            return None
        return Card(statement.text.to(), _statement_url(statement), _("Statement"))

    def place(self, subject: Subject) -> str | None:
        """That of a conversation; a statement is at none. One query."""
        rows = (
            Conversation.objects.filter(key=subject.id) if subject.kind == CONVERSATION else Conversation.objects.none()
        )
        return rows.values_list("place", flat=True).first()


class Telling:
    """What followers hear: a conversation opened, a conversation closed."""

    kinds: Sequence[str] = (CONVERSATION,)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """The news of these lines; two queries, however many they are."""
        keys = {one.subject.id for one in done if one.verb in (access.OPEN, access.CLOSE)}
        rows = {row.key: row for row in Conversation.objects.filter(key__in=keys).prefetch_related("areas")}
        return [self._one(one, rows.get(one.subject.id)) for one in done]

    def _one(self, one: Done, row: Conversation | None) -> News | None:
        if row is None or one.verb not in (access.OPEN, access.CLOSE):
            return None
        text = OPENED if one.verb == access.OPEN else CLOSED
        about = (one.subject, *([Subject("processes.process", row.process)] if row.process else []))
        areas = frozenset(area.area for area in row.areas.all())
        return News(row.title, f"conversations/{row.key}/", "conversation", text, areas, about=about)


OPENED = Text(
    {
        "nl": "Een gesprek is open: stem stelling voor stelling.",
        "fr": "Une conversation est ouverte : votez affirmation par affirmation.",
        "en": "A conversation is open: vote statement by statement.",
    }
)
CLOSED = Text(
    {
        "nl": "Het gesprek is gesloten. Er wordt niet meer gestemd.",
        "fr": "La conversation est close. On n’y vote plus.",
        "en": "The conversation is closed. Votes are no longer taken.",
    }
)


class GoingOn:
    """What stands on the timeline of an area: conversations that are open, or were."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """Open ones first; one query."""
        return [self._one(row) for row in queries.listed(area=area)[:limit]]

    def _one(self, row: Conversation) -> Happening:
        subject = Subject(CONVERSATION, row.key)
        if row.state == State.CLOSED:
            return Happening(row.closed_at or row.made_at, subject, _card(row), "past")
        return Happening(
            row.opened_at or row.made_at,
            subject,
            _card(row),
            "now",
            text=_("You can vote now, one statement at a time."),
        )


class Finding:
    """Public conversations by words."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """One query."""
        return [_card(row) for row in queries.found(words, limit)]


class Erasing:
    """The votes of an account: found by reckoning its mark in each conversation, because nothing leads from a vote to a person."""

    name = "conversations"

    def export(self, person: str) -> dict[str, Any]:
        """Of each conversation what this person said: number of the statement → choice."""
        marks = _marks(person)
        found: dict[str, dict[str, str]] = {}
        rows = Vote.objects.filter(voice__mark__in=marks).values_list("voice__mark", "statement__number", "choice")
        for mark, number, choice in rows.order_by("voice__mark", "statement__number"):
            found.setdefault(marks[mark], {})[str(number)] = CHOSEN.get(choice, "pass")
        return {"votes": found} if found else {}

    def erase(self, person: str) -> int:
        """Take all of it back; how many votes there were. Statements stay, without the mark of who wrote them."""
        gone = 0
        for row in _begun():
            for token in _tokens(row, person):
                gone += actions.erase_votes(conversation=row, voice=token)
                gone += row.statements.filter(author=tokens.author(row.key, token)).update(author="")
        return gone


def _begun() -> Sequence[Conversation]:
    """Conversations whose votes still carry a mark."""
    return list(Conversation.objects.public().filter(forgotten_at=None))


def _tokens(row: Conversation, person: str) -> list[str]:
    """Under which tokens the account with this key may have spoken: by the account, or by what showed where they live."""
    found = [tokens.of_person(row.key, person)]
    who = Person.objects.filter(key=person).first()
    shown = [access.token_of(PersonViewer(who), row), *access.tokens_before(PersonViewer(who), row)] if who else []
    return list(dict.fromkeys([*found, *(token for token in shown if token)]))


def _marks(person: str) -> dict[str, str]:
    """Mark of this person → key of the conversation."""
    return {tokens.mark(row.key, token) or "": row.key for row in _begun() for token in _tokens(row, person)}


class Moderating:
    """Statements as a moderator sees them."""

    kinds: Sequence[str] = (STATEMENT,)
    names: Mapping[str, Any] = {STATEMENT: gettext_lazy("statements in conversations")}

    def look(self, subject: Subject) -> Look | None:
        """What was written, where, by which hand."""
        one = Statement.objects.select_related("conversation").filter(key=subject.id).first()
        if one is None:
            return None
        talk = one.conversation
        area = "" if talk.place.startswith("perimeter/") else talk.place
        return Look(
            title=talk.title.to(), text=one.text.said(one.language) or one.text.to(), language=one.language,
            url=_statement_url(one), at=one.made_at, area=area, process=talk.process, author=one.author,
        )  # fmt: skip

    def apply(self, subject: Subject, visibility: Visibility, reason: str) -> None:
        """Show it or take it away; its votes stay with it."""
        one = Statement.objects.select_for_update().filter(key=subject.id).first()
        if one is None:
            raise Absent("statement")
        actions.show_statement(one, visibility=visibility, reason=reason)


class OnPaper:
    """Sheets with statements to tick, and sheets on which actors place points; a sheet counts once, by its code."""

    kinds: Sequence[str] = (CONVERSATION,)

    def on_offer(self, viewer: Viewer) -> Sequence[tuple[Subject, Card]]:
        """The conversations that are open now."""
        return [(Subject(CONVERSATION, row.key), _card(row)) for row in queries.listed(state=State.OPEN)[:100]]

    def forms(self, subject: Subject, viewer: Viewer, language: str) -> Sequence[PaperForm]:
        """The statements of an open conversation, some twenty a sheet; the points to place, for who keeps it."""
        row = access.open_conversation(viewer, subject.id)
        places = sheet_placing.forms(row, viewer, language)
        return [*self._votes(row, language), *places] if row.state == State.OPEN else places

    def _votes(self, row: Conversation, language: str) -> Sequence[PaperForm]:
        shown = list(row.statements.filter(visibility="shown")[: ON_A_SHEET * 10])
        parts = [shown[at : at + ON_A_SHEET] for at in range(0, len(shown), ON_A_SHEET)]
        with override(language):
            asks = paper_fields(access.asked_home(row), access.home(row))
        return [_sheet(row, number, part, language, len(parts), asks) for number, part in enumerate(parts, 1)]

    def take(
        self, viewer: Viewer, subject: Subject, form: str, values: Mapping[str, str], *, once: str, language: str,
        given: date | None = None,
    ) -> Subject:  # fmt: skip
        """Count one sheet. Typed in again, it is already there. Where it is asked where one lives, its votes join those of the person."""
        row = access.open_conversation(viewer, subject.id)
        if form.startswith(sheet_placing.FORM):
            sheet_placing.take(viewer, row, values, language)
            return subject
        said = {code: one for code, one in values.items() if one and not tells_home(code)}
        home = shown_on_paper(values)
        voice = actions.voice_by_hand(
            viewer, conversation=row, lives=home.lives, pass_code=home.pass_code, line=home.line, once=once
        )
        votes = {_number(code): one for code, one in said.items()}
        actions.take_sheet(conversation=row, code=once, votes=votes, voice=voice, given=given)
        return subject


def _sheet(
    row: Conversation, number: int, part: Sequence[Statement], language: str, parts: int, asks: Sequence[PaperField]
) -> PaperForm:  # fmt: skip
    fixed = " ".join(text.to(language) for text in (row.fixed, row.fixed_by, row.fixed_why) if text)
    intro = "\n\n".join(
        words for words in (row.intro.to(language), _("What cannot change: {words}").format(words=fixed)) if words
    )
    votes = (PaperField(f"s{one.number}", f"{one.number}. {one.text.to(language)}", "vote") for one in part)
    fields = (*votes, *asks)
    title = row.title.to(language) + (f" ({number}/{parts})" if parts > 1 else "")
    return PaperForm(f"votes-{number}", title, intro, fields)


def _number(code: str) -> int:
    return int(code[1:]) if code[:1] == "s" and code[1:].isdigit() else 0


class Closing:
    """Closes conversations whose last moment has passed, seals the votes of a day, forgets marks after a month."""

    name = "conversations.closing"

    def work(self, now: datetime) -> int:
        """How many things were done."""
        done = 0
        ended = Conversation.objects.filter(state=State.OPEN, closes_at__lte=now)
        for key in list(ended.values_list("key", flat=True)[:20]):
            with suppress(Refused):  # another worker was here first
                actions.close_conversation(Operator(), key=key)
                done += 1
        for row in actions.to_seal(now):
            done += actions.commit_votes(Operator(), conversation=row) is not None
        for row in actions.to_forget(now):
            with suppress(Refused):
                done += actions.forget_marks(conversation=row) > 0
        return done


class Publishes:
    """The list of conversations; of each its statements with intervals and, once it is closed, its votes."""

    def datasets(self) -> Iterator[Dataset]:
        """One list, and two files for each of the latest conversations."""
        yield self._one(
            "conversations", CONVERSATIONS, CONVERSATIONS, None, [_csv("conversations"), _json("conversations")]
        )
        for row in queries.listed()[:MOST_SETS]:
            files = [_csv(f"conversations/{row.key}/statements"), _json(f"conversations/{row.key}/report")]
            files += [_csv(f"conversations/{row.key}/votes")] if row.state == State.CLOSED else []
            yield self._one(f"conversation-{row.key}", row.title, VOTES, row.opened_at, files)

    def _one(
        self, code: str, title: Text, told: Text, issued: datetime | None, files: Sequence[tuple[str, str]]
    ) -> Dataset:
        return Dataset(
            id=code, title=title, description=told, licence="CC0-1.0", source="", publisher="", issued=issued, modified=None,
            keywords=["conversations"], distributions=files,
        )  # fmt: skip


#: Conversations that have a dataset of their own in the catalogue.
MOST_SETS = 200
CONVERSATIONS = Text({"nl": "Gesprekken", "fr": "Conversations", "en": "Conversations"})
VOTES = Text(
    {
        "nl": "Stellingen met tellingen en intervallen per standpunt; na het einde de stemmen, zonder namen, tijdstippen of volgorde",
        "fr": "Affirmations avec comptages et intervalles par point de vue ; après la fin les votes, sans noms, moments ni ordre",
        "en": "Statements with counts and intervals by viewpoint; after the end the votes, without names, moments or order",
    }
)


def _csv(path: str) -> tuple[str, str]:
    return ("text/csv", f"api/v1/{path}.csv")


def _json(path: str) -> tuple[str, str]:
    return ("application/json", f"api/v1/{path}.json")


class StandsBeside:
    """On the page of a conversation: the way to what it shows, and what is published of it."""

    def beside(self, subject: Subject, viewer: Viewer, request: HttpRequest) -> Sequence[Beside]:
        """One query."""
        if subject.kind != CONVERSATION:
            return []
        row = Conversation.objects.filter(key=subject.id).exclude(state=State.DRAFT).first()
        if row is None:
            return []
        return [
            Beside("conversations/_report_link.html", {"key": row.key, "closed": row.state == State.CLOSED}, order=20)
        ]


def _card(row: Conversation) -> Card:
    return Card(row.title.to(), reverse("conversations:conversation", args=[row.key]), _("Conversation"))


def _statement_url(statement: Statement) -> str:
    return f"{reverse('conversations:statements', args=[statement.conversation.key])}#s{statement.number}"


describes = Describing()
tells = Telling()
goes_on = GoingOn()
finds = Finding()
own_votes = Erasing()
moderates = Moderating()
on_paper = OnPaper()
closing = Closing()
publishes = Publishes()
stands_beside = StandsBeside()
