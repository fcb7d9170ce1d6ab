"""Who is helped, where and with what? Stops of a stand, receipts, what people do by themselves."""

from wijk.helping.models.cases import (
    CLOSED,
    HOW,
    STAGES,
    Case,
    CaseLink,
    HandOver,
    Membership,
    Need,
    Note,
    Opened,
    Team,
)
from wijk.helping.models.listing import CitizensAction, CitizensActionArea
from wijk.helping.models.receipts import CHANNELS, SELF, SPOKEN, WAYS, WRITTEN, Receipt, Slip
from wijk.helping.models.stands import Stop, StopArea, Tour

__all__ = [
    "CHANNELS",
    "CLOSED",
    "HOW",
    "SELF",
    "SPOKEN",
    "STAGES",
    "WAYS",
    "WRITTEN",
    "Case",
    "CaseLink",
    "CitizensAction",
    "CitizensActionArea",
    "HandOver",
    "Membership",
    "Need",
    "Note",
    "Opened",
    "Receipt",
    "Slip",
    "Stop",
    "StopArea",
    "Team",
    "Tour",
]
