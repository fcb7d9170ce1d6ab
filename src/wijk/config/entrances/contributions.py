"""The doors of contributions."""

from wijk.config.door import ASKING, OPEN, OWN, Door, can, does

DOORS: dict[str, Door] = {
    "contributions:say": ASKING,
    "contributions:say_at": ASKING,
    "contributions:alike": OPEN,
    "contributions:places": OPEN,
    "contributions:sent": ASKING,
    "contributions:waiting": OPEN,
    "contributions:voice": OPEN,
    "contributions:point": OPEN,
    "contributions:picture": OPEN,
    "contributions:comment": ASKING,
    "contributions:confirm_comment": ASKING,  # whoever holds the letter
    "contributions:support": ASKING,
    "contributions:support_link": ASKING,  # whoever holds the letter
    "contributions:own": ASKING,  # whoever holds the letter
    "contributions:change": OWN,
    "contributions:mine": OWN,
    "contributions:office": Door("verb", "contributions.open", anywhere=True),
    "contributions:new_opening": Door("verb", "contributions.open", anywhere=True),
    "contributions:opening": can("contributions.change_opening"),
    "contributions:close_opening": does("contributions.close_opening"),
    "contributions:new_kind": can("contributions.keep_kind"),
    "contributions:kind": can("contributions.keep_kind"),
    "contributions:questions": can("contributions.keep_questions"),
    "contributions:new_question": can("contributions.keep_questions"),
    "contributions:question": can("contributions.keep_questions"),
    "contributions:new_category": can("contributions.keep_category"),
    "contributions:category": can("contributions.keep_category"),
}
