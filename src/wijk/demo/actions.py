"""A demo that lives: the generated city, its cast, and something on the desk of the analysts; all of it by real actions."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.accounts.actions import enrol
from wijk.accounts.models import Person
from wijk.actors.actions import ask_to_keep, confirm_keeper
from wijk.actors.models import Organisation
from wijk.core import city
from wijk.core.errors import Refused
from wijk.core.models import Setting
from wijk.core.viewer import Operator, Viewer
from wijk.demo.accounts import ACCOUNTS, Account
from wijk.demo.generate import Size, delivery, generate
from wijk.demo.life import SCALES, live
from wijk.indicators.actions import stage_delivery
from wijk.indicators.models import Delivery
from wijk.organs.models import Organ
from wijk.packs.actions import load
from wijk.territory.models import Area, Kind

Progress = Callable[[str], None]
#: Written when everything is there, so that a second start does nothing.
DONE = "demo"
__all__ = ["ACCOUNTS", "Made", "build"]


@dataclass(frozen=True, slots=True)
class Made:
    """The demo's city: its name, and what is there in a few words for the terminal."""

    name: str
    told: str


def build(
    viewer: Viewer,
    *,
    size: Size = "city",
    pack: Path | None = None,
    source: Path | None = None,
    progress: Progress | None = None,
) -> Made:
    """Make the demo where it is not there yet: the generated city (or `pack`), one account per role, a delivery that waits.

    A second time nothing is done; after an interruption only what is missing. Refused on an installation that is not a demo.
    """
    if not settings.WIJK_DEMO or not isinstance(viewer, Operator):
        raise Refused(
            "not-a-demo", _("This installation is not a demo, so it gets no invented city and no known passwords.")
        )
    tell = progress or (lambda words: None)
    done = Setting.objects.filter(name=DONE).first()
    if done:
        return Made(city.name("en"), str(done.value.get("told", "")))
    with tempfile.TemporaryDirectory(prefix="wijk-demo-") as scratch:
        told = _city(viewer, size, pack, source, Path(scratch), tell)
        tell("Opening one account per role …")
        _cast(viewer)
        if pack is None:
            tell("Putting a delivery on the analysts' desk …")
            _delivery(Path(scratch))
            _life(size, tell)
    city.forget()
    Setting.objects.update_or_create(
        name=DONE, defaults={"value": {"size": size if pack is None else "", "told": told}}
    )
    return Made(city.name("en"), told)


def _city(viewer: Viewer, size: Size, pack: Path | None, source: Path | None, scratch: Path, tell: Progress) -> str:
    """Generate the city and load it; what is there, in words."""
    if pack is not None:
        tell("Loading the pack …")
        load(viewer, folder=pack, source=source)
        return f"{Area.objects.current().count():,} areas"
    made = generate(size, scratch, progress=lambda words: tell(f"{words[0].upper()}{words[1:]} …"))
    tell(f"Loading {made.sectors:,} sectors and {made.observations:,} figures …")
    load(viewer, folder=scratch)
    return f"{made.sectors:,} sectors in {made.neighbourhoods:,} neighbourhoods, {made.residents:,} residents"


def _cast(viewer: Viewer) -> None:
    """Open the accounts that are not there yet."""
    there = set(Person.objects.filter(email__in=[a.email for a in ACCOUNTS]).values_list("email", flat=True))
    for account in ACCOUNTS:
        if account.email not in there:
            enrol(
                viewer,
                email=account.email,
                name=account.name,
                password=account.password,
                language=account.language,
                roles=[(account.role, _where(account))],
            )


def _where(account: Account) -> str:
    """The area in which the role holds: the first of its level where people live."""
    if not account.where:
        return ""
    areas = Area.objects.current().at(account.where).filter(kind=Kind.INHABITED)
    codes = sorted(areas.values_list("code", flat=True), key=lambda code: (len(code), code))
    return f"{account.where}/{codes[0]}" if codes else ""


def _life(size: Size, tell: Progress) -> None:
    """Two years of processes, meetings and decisions; nothing where they are there already."""
    if Organ.objects.exists():
        return
    residents = list(Person.objects.filter(email__in=[a.email for a in ACCOUNTS if a.role == "resident"]))
    clerk = Person.objects.filter(email=next(a.email for a in ACCOUNTS if a.role == "clerk")).first()
    with (
        transaction.atomic()
    ):  # all of it or nothing: an interrupted start begins this part anew, and the disk is asked once
        live(SCALES.get(size, SCALES["city"]), residents, clerk, tell)
        _keeper()


def _keeper() -> None:
    """The association keeps the entry of one organisation, and waits for an answer about another."""
    person = Person.objects.filter(email=next(a.email for a in ACCOUNTS if a.role == "association")).first()
    first, second = [*Organisation.objects.standing().order_by("pk")[:2], None, None][:2]
    if person is None or first is None or second is None:
        return
    confirm_keeper(Operator(), keeping=ask_to_keep(PersonViewer(person), organisation=first, by_letter=False))
    ask_to_keep(PersonViewer(person), organisation=second, by_letter=False)


def _delivery(scratch: Path) -> None:
    """The first analyst delivers next year's rents; a second one must look at them, and will find the slip."""
    if Delivery.objects.filter(origin="upload").exists():
        return
    analyst = next(a for a in ACCOUNTS if a.role == "analyst")
    person = Person.objects.get(email=analyst.email)
    file = delivery.rents(scratch, scratch / "huurprijzen-2026.csv")
    stage_delivery(PersonViewer(person), path=file, name=file.name, mapping=delivery.MAPPING)
