"""What is done with organisations: the only writers of this room."""

from wijk.actors.actions.entries import (
    add_organisation,
    change_organisation,
    close_organisation,
    confirm_facts,
    keep_kind,
    reopen_organisation,
    report_fault,
)
from wijk.actors.actions.importing import (
    ListSpec,
    Outcome,
    clear_draft,
    columns_of_draft,
    columns_of_file,
    import_draft,
    import_organisations,
    keep_draft,
    look,
    look_at_draft,
)
from wijk.actors.actions.keeping import (
    ask_to_keep,
    confirm_by_link,
    confirm_keeper,
    end_keeping,
    offer_handover,
    opened_by_link,
    refuse_keeper,
    take_over,
)
from wijk.actors.actions.reminding import remind
from wijk.actors.facts import Facts
from wijk.actors.importers import FIELDS, Mapped, Seen, guess
from wijk.actors.importers.matching import CHOICES

__all__ = [
    "CHOICES",
    "FIELDS",
    "Facts",
    "ListSpec",
    "Mapped",
    "Outcome",
    "Seen",
    "add_organisation",
    "ask_to_keep",
    "change_organisation",
    "clear_draft",
    "close_organisation",
    "columns_of_draft",
    "columns_of_file",
    "confirm_by_link",
    "confirm_facts",
    "confirm_keeper",
    "end_keeping",
    "guess",
    "import_draft",
    "import_organisations",
    "keep_draft",
    "keep_kind",
    "look",
    "look_at_draft",
    "offer_handover",
    "opened_by_link",
    "refuse_keeper",
    "remind",
    "reopen_organisation",
    "report_fault",
    "take_over",
]
