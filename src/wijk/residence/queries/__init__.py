"""Questions about residence: what is asked where, which ways there are, and figures in which nobody is seen."""

from wijk.residence.queries.asking import ALWAYS, Asked, asked, asking, claims, offered, provided, requirements, ways_of
from wijk.residence.queries.cards import card
from wijk.residence.queries.counts import Figures, Spread, figures, spread
from wijk.residence.queries.on_paper import LINE, LIVES, PASS, Shown, paper_fields, shown_on_paper, tells_home
from wijk.residence.queries.places import choices, lies_in, names, of_street, within
from wijk.residence.queries.waiting import Batch, batches, current_edition, draft_edition, register, waiting

__all__ = [
    "ALWAYS",
    "LINE",
    "LIVES",
    "PASS",
    "Asked",
    "Batch",
    "Figures",
    "Shown",
    "Spread",
    "asked",
    "asking",
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
    "shown_on_paper",
    "spread",
    "tells_home",
    "waiting",
    "ways_of",
    "within",
]
