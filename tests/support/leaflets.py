"""Something that people write, for tests of moderation alone: leaflets, kept where nothing else is."""

from collections.abc import Sequence

from wijk.core import clock
from wijk.core.models import Setting
from wijk.core.providers import Look, Visibility
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.notices.actions import write_to

KIND = "test.leaflet"


def leaflet(key: str) -> Subject:
    """The leaflet with this key."""
    return Subject(KIND, key)


def stick(
    key: str, text: str, *, area: str = "neighbourhood/1", visibility: str = "shown", contact: str = ""
) -> Subject:
    """Put one up."""
    value = {"text": text, "area": area, "visibility": visibility, "contact": contact, "reason": ""}
    Setting.objects.update_or_create(name=f"leaflet-{key}", defaults={"value": value})
    return leaflet(key)


def tear_off(subject: Subject) -> None:
    """Its author takes it back."""
    Setting.objects.filter(name=f"leaflet-{subject.id}").delete()


def read(subject: Subject) -> str:
    """What a passer-by reads: nothing where it is not shown."""
    kept = Setting.objects.get(name=f"leaflet-{subject.id}").value
    return str(kept["text"]) if kept["visibility"] == "shown" else ""


class Leaflets:
    """The room of leaflets, as moderation knows it."""

    kinds = (KIND,)

    def look(self, subject: Subject) -> Look | None:
        """One of them."""
        return self.looks([subject]).get(subject)

    def looks(self, subjects: Sequence[Subject]) -> dict[Subject, Look]:
        """Many of them, by one query."""
        names = {f"leaflet-{subject.id}": subject for subject in subjects}
        rows = Setting.objects.filter(name__in=list(names))
        return {
            names[row.name]: Look(
                "", row.value["text"], "en", "/en/rules-of-speaking/", clock.now(), area=row.value["area"]
            )
            for row in rows
        }

    def apply(self, subject: Subject, visibility: Visibility, reason: str) -> None:
        """Show or hide it."""
        row = Setting.objects.get(name=f"leaflet-{subject.id}")
        row.value |= {"visibility": visibility, "reason": reason}
        row.save()

    def write(self, subject: Subject, *, key: str, title: Text, body: Text, path: str) -> int:
        """Write to its author, where they left an address."""
        contact = Setting.objects.get(name=f"leaflet-{subject.id}").value["contact"]
        told = [(contact, "en")] if contact else []
        return write_to(to_addresses=told, key=key, title=title, body=body, path=path)


leaflets = Leaflets()
