"""What does a process, a conversation or a place to speak ask of who takes part, and by which ways can one show it?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from wijk.core.text import Text
from wijk.residence.models import LEVELS, WAYS, Offer, Requirement

#: Ways that need no preparation by the city.
ALWAYS = frozenset({"declare", "letter", "counter"})
PROCESS = "processes.process"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the level, why, by which ways it can be shown, and where one must live ("" is the whole city)."""

    level: str = "none"
    why: Text = field(default_factory=Text)
    ways: tuple[str, ...] = ()
    place: str = ""
    scope: str = ""  #: where it was said; "" where nothing was


def asked(process: str, *also: str, least: str = "none") -> Asked:
    """What is asked in a scope: a process by its key, or any `Subject` as text; `also` are asked where the scope itself says nothing.

    `least`: what is asked at any rate, for rooms that already said "residents". One query, and one more for the ways.
    """
    scopes = [scope_of(name) for name in (process, *also) if name]
    rows = {row.scope: row for row in _required(scopes)}
    row = next((rows[scope] for scope in scopes if scope in rows), None)
    level = max(row.level if row else "none", least, key=LEVELS.index)
    if level == "none":
        return Asked(scope=row.scope if row else "", why=row.why if row else Text())
    return Asked(
        level, row.why if row else Text(), ways_of(level, row.ways if row else ()), row.place if row else "",
        row.scope if row else "",
    )  # fmt: skip


def _required(scopes: Sequence[str]) -> Iterable[Requirement]:
    """Written by hand: it is asked with each vote and each support, and putting the same question together anew cost more than the
    answer, which is nearly always that nothing is asked."""
    if not scopes:
        return ()
    return Requirement.objects.raw(
        f"SELECT * FROM residence_requirement WHERE scope IN ({', '.join(['%s'] * len(scopes))})",  # noqa: S608 - places alone
        list(scopes),
    )


def asking(names: Collection[str]) -> frozenset[str]:
    """Those of these scopes (as `asked` takes them) that ask anything themselves. One query by hand: many ask it at one moment."""
    scopes = {scope_of(name): name for name in names if name}
    if not scopes:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT scope FROM residence_requirement WHERE scope IN ({', '.join(['%s'] * len(scopes))}) AND level <> %s",  # noqa: S608
            [*scopes, "none"],
        )
        return frozenset(scopes[scope] for (scope,) in cursor.fetchall())


def scope_of(name: str) -> str:
    """A scope as it is stored: a bare key is that of a process."""
    return name if ":" in name else f"{PROCESS}:{name}"


def ways_of(level: str, chosen: Sequence[str] = ()) -> tuple[str, ...]:
    """The ways by which a level can be shown here; with `chosen` only those among them that the city offers."""
    there = offered()
    fitting = [way for way in WAYS if way in there and (way == "declare") <= (level == "declared")]
    return tuple(way for way in fitting if not chosen or way in chosen)


def offered() -> dict[str, Text]:
    """The ways that the city offers, with what it says of each."""
    rows = {row.way: row for row in Offer.objects.all()}
    known = ALWAYS | ({"openid"} if claims() else set())
    there = [way for way in WAYS if (rows[way].active if way in rows else way in known)]
    return {way: rows[way].words if way in rows else Text() for way in there if way != "openid" or claims()}


def claims() -> Mapping[str, Mapping[str, Any]]:
    """Which providers of identities say where somebody lives, and in which claim: by the settings of the installation."""
    found: Mapping[str, Mapping[str, Any]] = getattr(settings, "WIJK_RESIDENCE_CLAIMS", {})
    return found


def requirements() -> QuerySet[Requirement]:
    """What is asked anywhere, the newest first."""
    return Requirement.objects.order_by("-since", "scope")


def provided() -> dict[str, str]:
    """The providers of identities that say where somebody lives, with their names."""
    providers: Mapping[str, Any] = getattr(settings, "SOCIALACCOUNT_PROVIDERS", {})
    apps = providers.get("openid_connect", {}).get("APPS", [])
    names = {str(app["provider_id"]): str(app["name"]) for app in apps}
    return {key: names.get(key, key) for key in claims()}
