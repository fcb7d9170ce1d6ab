"""A list of organisations is taken in whole or not at all; taking it in again changes what changed and doubles nobody."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijk.actors import access, importers, queries
from wijk.actors.actions.writing import BATCH, facts_of, fill, free_key, save
from wijk.actors.facts import Facts, harmless, link
from wijk.actors.importers import Known, Mapped, Match, Problems, Row, Seen
from wijk.actors.importers.matching import CHOICES, Choice
from wijk.actors.locating import Ground
from wijk.actors.models import Draft, Keeping, Listing, Organisation
from wijk.core import clock
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.trail import actions as trail
from wijk.trail.actions import JSON

VERB = "actors.import_organisations"
#: Rows that are shown one by one before a list is taken in, and the largest list that a page takes.
MOST_SHOWN, LARGEST = 200, 30 << 20


@dataclass(frozen=True, slots=True)
class ListSpec:
    """Where a list comes from."""

    title: str
    link: str = ""
    licence: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a list, or would. `likes` are rows that look like somebody we know, with whom."""

    added: int = 0
    changed: int = 0
    same: int = 0
    filled: int = 0
    skipped: int = 0
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    likes: tuple[tuple[Row, Match], ...] = ()
    more_likes: int = 0


@dataclass(frozen=True, slots=True)
class _Choices:
    """What is done with rows that look like somebody: by line, and for all others."""

    by_line: Mapping[int, Choice] = field(default_factory=dict)
    otherwise: Choice | None = None

    def of(self, line: int) -> Choice | None:
        return self.by_line.get(line, self.otherwise)


def _listing(spec: ListSpec) -> Listing:
    """The list in the register, as it is called now; not saved yet."""
    title = " ".join(spec.title.split())[:200]
    if not title:
        raise Refused("source-missing", _("Say which guide or list this is."), field="title")
    address = link(spec.link)
    if address and not harmless(address):
        raise Refused(
            "link-strange",
            _("This is no link to a page. Write it as https://www.example.be, or leave it out."),
            field="link",
        )
    code = slugify(title)[:60] or "list"
    row = Listing.objects.filter(code=code).first() or Listing(code=code)
    row.title, row.link, row.licence, row.elsewhere = title, address, spec.licence.strip()[:200], spec.elsewhere
    row.taken_at = clock.now()
    return row


def look(viewer: Viewer, *, path: Path, name: str, mapped: Mapped, spec: ListSpec) -> Outcome:
    """What would come of a list: its faults, whom we know already, who is new. Nothing is written."""
    if not viewer.may(VERB):
        raise NotAllowed(VERB)
    listing = _listing(spec)
    known = Known(listing if listing.pk else None)
    problems, counts, likes = Problems(name), {"new": 0, "update": 0, "like": 0}, list[tuple[Row, Match]]()
    for _row, match in _rows(path, mapped, known, Ground(), queries.kinds(), problems):
        counts[match.how] += 1
        if match.how == "like" and len(likes) < MOST_SHOWN:
            likes.append((_row, match))
    return Outcome(
        added=counts["new"], changed=counts["update"], faults=tuple(problems.told()), notes=tuple(problems.notes),
        likes=tuple(likes), more_likes=counts["like"] - len(likes),
    )  # fmt: skip


def _rows(
    path: Path, mapped: Mapped, known: Known, ground: Ground, kinds: Mapping[str, Text], problems: Problems
) -> Iterator[tuple[Row, Match]]:
    """Each row with who it is; a row that stands twice in the list is a fault of the list."""
    if mapped.kind not in kinds:
        raise Refused(
            "kind-unknown",
            _("There is no kind “{words}”. Choose one of the list."),
            words=mapped.kind[:40],
            field="kind",
        )
    seen: dict[str, int] = {}
    for row in importers.read(path, mapped, kinds, ground, problems):
        first = seen.setdefault(row.outside_id, row.line)
        if first != row.line:
            sentence = _("This organisation stands on line {first} already. Leave one of the two out.")
            problems.fault(row.line, mapped.columns.get("id", ""), sentence.format(first=first))
        yield row, known.match(row)


@transaction.atomic
def import_organisations(
    viewer: Viewer, *, path: Path, name: str, mapped: Mapped, spec: ListSpec,
    choices: Mapping[int, Choice] | None = None, otherwise: Choice | None = None,
) -> Outcome:  # fmt: skip
    """Take a list in: whole, or not at all.

    Who was taken from this list before is brought up to date; an entry that its organisation keeps itself is only filled in where
    it says nothing. `choices` says by line what happens to rows that look like somebody we know, `otherwise` to all others.

    Raises NotAllowed, Faulty with what is wrong on which line and in which column, or with the rows that nobody chose for.
    """
    if not viewer.may(VERB):
        raise NotAllowed(VERB)
    listing, ground, kinds, problems = _listing(spec), Ground(), queries.kinds(), Problems(name)
    picked = _Choices(choices or {}, otherwise)
    known = Known(listing if listing.pk else None)
    undecided = [
        _("{file}, line {line}: “{title}” looks like “{known}”. Say whether it is the same.").format(
            file=name, line=row.line, title=row.facts.title, known=match.title
        )
        for row, match in _rows(path, mapped, known, ground, kinds, problems)
        if match.how == "like" and picked.of(row.line) not in CHOICES
    ]
    if problems.faults or undecided:
        raise Faulty(problems.told() or [*undecided[:50], *_more(undecided)], code="list-faulty")
    listing.save()
    writer = _Writer(listing, ground, kinds, picked)
    for row, match in _rows(path, mapped, known, ground, kinds, Problems(name)):
        writer.take(row, match)
    done = replace(writer.finish(), notes=tuple(problems.notes))
    counts = {"added": done.added, "changed": done.changed + done.filled, "same": done.same, "left_out": done.skipped}
    told: dict[str, JSON] = {"list": listing.code, "elsewhere": listing.elsewhere, **counts}
    trail.record(viewer, verb=VERB, subject=Subject("actors.listing", listing.code), data=told)
    return done


def _more(listed: list[str]) -> list[str]:
    left = len(listed) - 50
    return [_("And {count} more. Correct those above first and try again.").format(count=left)] if left > 0 else []


class _Writer:
    """Writes rows in batches, in memory that does not grow with the list."""

    def __init__(self, listing: Listing, ground: Ground, kinds: Mapping[str, Text], choices: _Choices) -> None:
        self.listing, self.ground, self.kinds, self.choices = listing, ground, kinds, choices
        self.keys = set(Organisation.objects.values_list("key", flat=True))
        live = Keeping.objects.filter(ended_at=None).exclude(confirmed_at=None)
        self.own = set(live.values_list("organisation_id", flat=True))
        self.waiting: list[tuple[Row, Match]] = []
        self.counts = dict.fromkeys(("added", "changed", "same", "filled", "skipped"), 0)

    def take(self, row: Row, match: Match) -> None:
        """One row more."""
        self.waiting.append((row, match))
        if len(self.waiting) >= BATCH:
            self._write()

    def finish(self) -> Outcome:
        """Write what still waits."""
        self._write()
        c = self.counts
        return Outcome(c["added"], c["changed"], c["same"], c["filled"], c["skipped"])

    def _write(self) -> None:
        pks = [match.pk for _row, match in self.waiting if match.pk]
        there: dict[int, Organisation] = {}
        for i in range(0, len(pks), 500):
            there |= Organisation.objects.select_related("listing").in_bulk(pks[i : i + 500])
        made = [one for row, match in self.waiting if (one := self._one(row, match, there)) is not None]
        save(list({id(one): one for one in made}.values()), self.ground)
        self.waiting = []

    def _one(self, row: Row, match: Match, there: Mapping[int, Organisation]) -> Organisation | None:
        choice = self.choices.of(row.line) if match.how == "like" else None
        if choice == "skip":
            self.counts["skipped"] += 1
            return None
        if match.how == "update" or choice == "merge":
            return self._changed(there[match.pk], row, fill_only=choice == "merge" or match.pk in self.own)
        self.counts["added"] += 1
        made = Organisation(key=free_key(row.facts.title, self.keys), confirmed_on=row.confirmed_on)
        self.keys.add(made.key)
        return self._tied(fill(made, row.facts, self.ground, self.kinds), row)

    def _changed(self, old: Organisation, row: Row, *, fill_only: bool) -> Organisation | None:
        before = facts_of(old)
        names: Iterable[str] = [n for n in Facts.__dataclass_fields__ if n in row.given]
        told = {n: getattr(row.facts, n) for n in names if not fill_only or not getattr(before, n)}
        after = replace(before, **told)
        tied = old.listing is None
        day = (
            row.confirmed_on
            if row.confirmed_on and (old.confirmed_on is None or row.confirmed_on > old.confirmed_on)
            else None
        )
        if after == before and not tied and day is None:
            self.counts["same"] += 1
            return None
        self.counts["filled" if fill_only else "changed"] += 1
        fill(old, after, self.ground, self.kinds)
        old.confirmed_on = day or old.confirmed_on
        return self._tied(old, row) if tied else old

    def _tied(self, one: Organisation, row: Row) -> Organisation:
        one.listing, one.outside_id, one.outside_link = self.listing, row.outside_id[:120], row.link
        return one


# --- a list on somebody's desk, while they say what its columns mean ----------------------------------------------------


def keep_draft(viewer: Viewer, *, chunks: Iterable[bytes], name: str, spec: ListSpec) -> Draft:
    """Keep an uploaded list while its owner describes it, a day at most. Nothing is taken in, so the trail says nothing."""
    access.open_import(viewer)
    _listing(spec)
    content = b"".join(chunks)
    if not content:
        raise Refused("file-empty", _("The file is empty. Choose another."), field="file")
    if len(content) > LARGEST:
        raise Refused("file-large", _("The file is larger than {most} MB. Take it in from a terminal: wijk organisations import."),
                      most=LARGEST >> 20, field="file")  # fmt: skip
    told: dict[str, Any] = {
        "title": spec.title,
        "link": spec.link,
        "licence": spec.licence,
        "elsewhere": spec.elsewhere,
    }
    draft = Draft(
        token=uuid4().hex, owner=viewer.key, file=Path(name).name[:200] or "list.csv", content=content, listing=told
    )
    with _on_disk(draft) as path:
        importers.columns_of(path, draft.file)
    draft.save()
    return draft


@contextmanager
def _on_disk(draft: Draft) -> Iterator[Path]:
    with TemporaryDirectory(prefix="wijk-list-") as folder:
        path = Path(folder) / f"list{Path(draft.file).suffix.lower()[:8]}"
        path.write_bytes(bytes(draft.content))
        yield path


def columns_of_draft(draft: Draft) -> Seen:
    """The headings of a list on the desk and its first rows."""
    with _on_disk(draft) as path:
        return importers.columns_of(path, draft.file)


def columns_of_file(path: Path) -> Seen:
    """The headings of a list on the disk and its first rows. Faulty with a sentence where there is no table in it."""
    return importers.columns_of(path, path.name)


def look_at_draft(viewer: Viewer, *, draft: Draft, mapped: Mapped) -> Outcome:
    """What would come of a list on the desk."""
    with _on_disk(draft) as path:
        return look(viewer, path=path, name=draft.file, mapped=mapped, spec=ListSpec(**draft.listing))


@transaction.atomic
def import_draft(
    viewer: Viewer, *, draft: Draft, mapped: Mapped, choices: Mapping[int, Choice], otherwise: Choice | None = None
) -> Outcome:
    """Take a list on the desk in; it leaves the desk when that worked."""
    with _on_disk(draft) as path:
        spec = ListSpec(**draft.listing)
        done = import_organisations(
            viewer, path=path, name=draft.file, mapped=mapped, spec=spec, choices=choices, otherwise=otherwise
        )
    draft.delete()
    return done


def clear_draft(viewer: Viewer, *, draft: Draft) -> None:
    """Throw a list away that is not to be taken in after all."""
    access.open_draft(viewer, draft.token)
    draft.delete()
