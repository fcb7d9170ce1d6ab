"""What can be done with organs: found and change them, give and end mandates, decide, ask for opinions and give them."""

from wijk.organs.actions.deciding import Objection, decide
from wijk.organs.actions.founding import change_organ, end_organ, found_organ, keep_kind, prolong_group
from wijk.organs.actions.loading import Doubtful, Imported, import_organs
from wijk.organs.actions.mandates import end_mandate, erase_mandates, give_mandate
from wijk.organs.actions.opinions import ask_opinion, give_opinion, reply_to_opinion
from wijk.organs.exporters import (
    decision_graph,
    decision_iri,
    new_graph,
    opinion_graph,
    opinion_iri,
    organ_graph,
    organ_iri,
    tell_decision,
    tell_opinion,
    tell_organ,
    treatment_iri,
)  # fmt: skip
from wijk.organs.words import in_all

#: Those of linked data only look, and are here because other rooms enter by this door.

__all__ = [
    "Doubtful",
    "Imported",
    "Objection",
    "ask_opinion",
    "change_organ",
    "decide",
    "decision_graph",
    "decision_iri",
    "end_mandate",
    "end_organ",
    "erase_mandates",
    "found_organ",
    "give_mandate",
    "give_opinion",
    "import_organs",
    "in_all",
    "keep_kind",
    "new_graph",
    "opinion_graph",
    "opinion_iri",
    "organ_graph",
    "organ_iri",
    "prolong_group",
    "reply_to_opinion",
    "tell_decision",
    "tell_opinion",
    "tell_organ",
    "treatment_iri",
]
