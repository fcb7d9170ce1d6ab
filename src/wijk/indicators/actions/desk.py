"""A file that somebody is describing: it lies on their desk until it is delivered, or is swept away after some hours."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from wijk.core.errors import Absent
from wijk.core.viewer import Viewer
from wijk.indicators import importers, kept
from wijk.indicators.access import require
from wijk.indicators.actions.staging import ENDINGS, stage_delivery
from wijk.indicators.models import Delivery

_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class OnDesk:
    """A file on somebody's desk: its token for the address, where it lies, and what it was called."""

    token: str
    path: Path
    name: str


def put_on_desk(viewer: Viewer, *, chunks: Iterable[bytes], name: str) -> OnDesk:
    """Keep an uploaded file while its owner describes it. Nothing is delivered yet, so the trail says nothing."""
    require(viewer, "stage_delivery")
    token = uuid4().hex
    place = kept.open_incoming(_folder(viewer, token))
    ending = Path(name).suffix.lower().lstrip(".")
    path = place / f"upload.{ending if ending in ENDINGS else 'bin'}"
    with path.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
    plain = re.sub(r"[\x00-\x1f/\\]", "", name)[:200] or path.name
    (place / "name.txt").write_text(plain, "utf-8")
    return OnDesk(token, path, plain)


def on_desk(viewer: Viewer, token: str) -> OnDesk:
    """The file that this person put there; Absent for any other."""
    require(viewer, "stage_delivery")
    place = kept.incoming(_folder(viewer, token)) if _TOKEN.fullmatch(token) else None
    path = next(iter(place.glob("upload.*")), None) if place is not None else None
    if place is None or path is None:
        raise Absent("upload")
    return OnDesk(token, path, (place / "name.txt").read_text("utf-8"))


def deliver_from_desk(viewer: Viewer, *, token: str, mapping: Mapping[str, Any]) -> Delivery:
    """Stage the file as it is described; it leaves the desk when that worked."""
    lying = on_desk(viewer, token)
    delivery = stage_delivery(viewer, path=lying.path, name=lying.name, mapping=mapping)
    kept.drop(_folder(viewer, token))
    return delivery


def clear_desk(viewer: Viewer, *, token: str) -> None:
    """Throw a file away that is not to be delivered after all."""
    on_desk(viewer, token)
    kept.drop(_folder(viewer, token))


def look(lying: OnDesk, *, sheet: str | None = None, header_row: int | None = 1) -> importers.Preview:
    """The first rows of a file on the desk."""
    return importers.preview(lying.path, sheet=sheet, header_row=header_row)


def _folder(viewer: Viewer, token: str) -> str:
    return f"desk-{viewer.key}-{token}"
