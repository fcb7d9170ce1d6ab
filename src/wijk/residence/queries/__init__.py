"""Questions about residence: what is asked where, which ways there are, and figures in which nobody is seen."""

from wijk.residence.queries.asking import ALWAYS, Asked, asked, claims, offered, provided, requirements, ways_of
from wijk.residence.queries.cards import card
from wijk.residence.queries.counts import Figures, Spread, figures, spread
from wijk.residence.queries.on_paper import LIVES, PASS, paper_fields
from wijk.residence.queries.places import choices, lies_in, names, of_street, within
from wijk.residence.queries.waiting import Batch, batches, current_edition, draft_edition, register, waiting

__all__ = [
    "ALWAYS",
    "LIVES",
    "PASS",
    "Asked",
    "Batch",
    "Figures",
    "Spread",
    "asked",
    "batches",
    "card",
    "choices",
    "claims",
    "current_edition",
    "draft_edition",
    "figures",
    "lies_in",
    "names",
    "of_street",
    "offered",
    "paper_fields",
    "provided",
    "register",
    "requirements",
    "spread",
    "waiting",
    "ways_of",
    "within",
]
