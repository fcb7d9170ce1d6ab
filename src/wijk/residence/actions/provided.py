"""Somebody who asked for it comes back from a provider of identities (OpenID Connect), which says where they live."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Refused
from wijk.core.viewer import Viewer
from wijk.residence import access, importers, keys, queries
from wijk.residence.actions import knowing
from wijk.residence.models import Line
from wijk.residence.queries.places import known


def show_claims(viewer: Viewer, *, provider: str, claims: Mapping[str, Any], rules: Mapping[str, Any]) -> str:
    """Take the neighbourhood out of the claims of a provider, by the rules of the installation; the neighbourhood.

    `rules`: `claim` (a path, "address.postal_code"), `areas` (value → neighbourhood) or `level` (the value is the code of one), and
    `register` (claims that are the columns of the register). Of the claims nothing is kept. Refused where they say too little.
    """
    own = access.account_of(viewer)
    subject = str(claims.get("sub") or "")
    if not own or not subject:
        raise Refused("account", _("Sign in first."))
    handles = [("account", own), ("openid", keys.handle("openid", f"{provider}|{subject}"))]
    area = _area(claims, rules)
    if line := _line(claims, rules):
        handles.append(("register", line.hash))
        area = line.area
    if not area:
        raise Refused(
            "residence-no-claim",
            _("What came back does not say in which neighbourhood you live. Choose another way; nothing was kept."),
        )
    knowing.shown(handles, way="openid", area=area)
    return area


def _area(claims: Mapping[str, Any], rules: Mapping[str, Any]) -> str:
    value = _at(claims, str(rules.get("claim", "")))
    told = rules.get("areas")
    ref = str(told.get(value, "")) if isinstance(told, Mapping) else f"neighbourhood/{value}" if value else ""
    return ref if ref and known(ref) else ""


def _line(claims: Mapping[str, Any], rules: Mapping[str, Any]) -> Line | None:
    paths, columns = rules.get("register") or [], queries.register()
    if columns is None or not paths or len(paths) != len(columns.fields):
        return None
    print_ = importers.inner(columns.salt, columns.fields, [_at(claims, str(path)) for path in paths])
    hashed = keys.handle("register", print_)
    return Line.objects.filter(edition__state="current", hash=hashed).first() if print_ else None


def _at(claims: Mapping[str, Any], path: str) -> str:
    """One claim by its path; "" where there is none."""
    found: Any = claims
    for step in path.split(".") if path else []:
        found = found.get(step) if isinstance(found, Mapping) else None
    return str(found) if isinstance(found, str | int) and path else ""
