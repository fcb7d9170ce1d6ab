"""The doors of charters. The office pages also open to the chair and the secretary of the organ that owns a document."""

from wijk.config.door import ASKING, OPEN, OWN, OWN_POST, Door, can, does

KEEP = "charters.keep_document"
ANYWHERE = Door("verb", KEEP, anywhere=True)

DOORS: dict[str, Door] = {
    "charters:index": OPEN,
    "charters:document": OPEN,
    "charters:edition": OPEN,
    "charters:paper": OPEN,
    "charters:differences": OPEN,
    "charters:article": OPEN,
    "charters:round": OPEN,
    "charters:round_article": OPEN,
    "charters:result": OPEN,
    "charters:say": ASKING,
    "charters:yours": ASKING,  # whoever holds the letter
    "charters:propose": OWN,
    "charters:support": OWN_POST,
    "charters:withdraw": OWN_POST,
    "charters:mine": OWN,
    "charters:office": ANYWHERE,
    "charters:new": ANYWHERE,
    "charters:kinds": can("charters.keep_kind"),
    "charters:keep": can(KEEP),
    "charters:text": can("charters.adopt_edition"),
    "charters:open_round": can("charters.open_round"),
    "charters:desk": can(KEEP),
    "charters:change_round": can("charters.change_round"),
    "charters:close": does("charters.close_round"),
    "charters:conclude": can("charters.conclude_round"),
    "charters:evaluate": can("charters.evaluate_article"),
    "charters:answer": can("charters.answer"),
    "charters:hide": does("charters.hide"),
    "api:charters_dictionary": OPEN,
    "api:charters_listed": OPEN,
    "api:editions_listed": OPEN,
    "api:articles_listed": OPEN,
    "api:reviews_listed": OPEN,
    "api:remarks_listed": OPEN,
    "api:proposals_listed": OPEN,
    "api:charter_told": OPEN,
}
