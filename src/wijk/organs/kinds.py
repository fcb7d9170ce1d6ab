"""Which kinds of organs does a city begin with? A table; the city may change each and add its own."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.core.text import Text

#: What an organ of a kind may do.
COMPETENCES: dict[str, Any] = {
    "decide": _("decide"),
    "endorse": _("endorse a framework or an agreement"),
    "advise": _("advise"),
    "prepare": _("prepare what others decide"),
    "allocate": _("allocate means"),
    "validate": _("validate results"),
}
#: Any of these lets an organ take decisions; with "advise" or "prepare" alone it speaks, and others decide.
DECIDING = frozenset({"decide", "endorse", "allocate", "validate"})


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind: what it may do, whether it is formal, elected or bounded, and by which rule it decides where nothing else is said.

    `quorum_share`: more than this share of those who may vote must be there ("" asks for no quorum).
    """

    code: str
    title: Text
    competences: tuple[str, ...]
    rule: str = "majority"
    share: str = ""
    quorum_share: str = ""
    formal: bool = False
    elected: bool = False
    bounded: bool = False
    purpose: Text = field(default_factory=Text)


def _text(nl: str, fr: str, en: str) -> Text:
    return Text({"nl": nl, "fr": fr, "en": en})


STANDARD: tuple[KindSpec, ...] = (
    KindSpec(
        "steering-committee", _text("stuurcomité", "comité de pilotage", "steering committee"),
        ("decide", "endorse", "validate"), rule="consensus", quorum_share="1/2", formal=True,
    ),
    KindSpec("project-team", _text("projectteam", "équipe de projet", "project team"), ("prepare",), rule="consent"),
    KindSpec(
        "technical-committee", _text("technisch comité", "comité technique", "technical committee"),
        ("advise", "prepare"), rule="advice",
    ),
    KindSpec(
        "thematic-group", _text("themagroep", "groupe thématique", "thematic group"),
        ("advise", "prepare"), rule="consent", bounded=True,
    ),
    KindSpec(
        "workshop", _text("coproductieatelier", "atelier de coproduction", "co-production workshop"),
        ("decide", "prepare"), rule="consent",
    ),
    KindSpec(
        "general-assembly", _text("algemene vergadering", "assemblée générale", "general assembly"),
        ("advise", "decide", "endorse"), rule="majority", formal=True,
    ),
    KindSpec(
        "neighbourhood-commission", _text("wijkcommissie", "commission de quartier", "neighbourhood commission"),
        ("advise", "validate"), rule="majority", quorum_share="1/2", formal=True,
    ),
    KindSpec("partners-club", _text("partnerclub", "club des partenaires", "partners’ club"), ("endorse", "prepare"), rule="consent"),
    KindSpec(
        "advisory-council", _text("adviesraad", "conseil consultatif", "advisory council"),
        ("advise",), rule="majority", quorum_share="1/2", formal=True,
    ),
    KindSpec(
        "council", _text("gemeenteraad", "conseil communal", "municipal council"),
        ("decide", "endorse", "allocate"), rule="majority", quorum_share="1/2", formal=True, elected=True,
    ),
    KindSpec(
        "college", _text("college van burgemeester en schepenen", "collège des bourgmestre et échevins", "college of mayor and aldermen"),
        ("decide", "endorse", "allocate"), rule="majority", quorum_share="1/2", formal=True, elected=True,
    ),
    KindSpec(
        "management-team", _text("managementteam", "équipe de direction", "management team"),
        ("decide", "endorse", "prepare"), rule="consensus", formal=True,
    ),
    KindSpec("jury", _text("jury", "jury", "jury"), ("allocate", "advise"), rule="majority", quorum_share="1/2"),
    KindSpec(
        "neighbourhood-council", _text("wijkraad", "conseil de quartier", "neighbourhood council"),
        ("advise", "allocate", "endorse"), rule="majority", quorum_share="1/2", formal=True,
    ),
    KindSpec(
        "neighbourhood-committee", _text("wijkcomité", "comité de quartier", "neighbourhood committee"),
        ("advise", "endorse", "decide"), rule="consent",
    ),
)  # fmt: skip
