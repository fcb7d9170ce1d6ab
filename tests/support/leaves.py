"""A room of three lines that has a form on paper, for tests of paper: what it took stands in `TAKEN`, and in the database."""

from collections.abc import Mapping, Sequence
from datetime import date

from wijk.core.errors import NotAllowed, Refused
from wijk.core.models import Setting
from wijk.core.providers import Card, PaperField, PaperForm
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer

KIND = "test.wall"
WALL, COUNTS = Subject(KIND, "wall"), Subject(KIND, "counts")
FIELDS = (
    PaperField("what", "What do you want?", "choice", (("bench", "A bench"), ("tree", "A tree")), required=True),
    PaperField("title", "In a few words", required=True),
    PaperField("text", "Tell more", "text", lines=6),
    PaperField("news", "I want to hear of it", "tick"),
    PaperField("s1", "1. The square stays green.", "vote"),
    PaperField("s2", "2. Cars go elsewhere.", "vote"),
)
PREFIX = "test-leaf:"


def taken() -> dict[str, dict[str, str]]:
    """What came in, by the code of its sheet."""
    rows = Setting.objects.filter(name__startswith=PREFIX).values_list("name", "value")
    return {name.removeprefix(PREFIX): value for name, value in rows}


class Wall:
    """Takes leaves with a title; refuses one without, and whoever may not type."""

    kinds: Sequence[str] = (KIND,)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """A wall looks like a wall."""
        return Card("The wall", "/en/rules-of-speaking/", "Wall")

    def on_offer(self, viewer: Viewer) -> Sequence[tuple[Subject, Card]]:
        """Both walls."""
        return [
            (subject, Card(f"The wall ({subject.id})", "/en/rules-of-speaking/", "Wall")) for subject in (WALL, COUNTS)
        ]

    def forms(self, subject: Subject, viewer: Viewer, language: str) -> Sequence[PaperForm]:
        """One form; on the second wall it counts."""
        title = {"nl": "De muur", "fr": "Le mur", "en": "The wall"}[language]
        return [PaperForm("leaf", title, "Say it.\n\nWhat cannot change: the wall.", FIELDS, double=subject == COUNTS)]

    def take(
        self, viewer: Viewer, subject: Subject, form: str, values: Mapping[str, str], *, once: str, language: str,
        given: date | None = None,
    ) -> Subject:  # fmt: skip
        """Stick it on the wall. Twice with the same code would be seen: it fails."""
        if not viewer.may("sheets.open_batch", "neighbourhood/1"):
            raise NotAllowed("sheets.open_batch")
        if not values.get("title"):
            raise Refused("no-title", "Say in a few words what it is.", field="title")
        if "forbidden" in values["title"]:
            raise Refused("forbidden", "This cannot be said.")
        Setting.objects.create(name=PREFIX + once, value=dict(values))
        return Subject("test.leaf", once[:3])


wall = Wall()
