"""The doors of moderation."""

from wijk.config.door import ASKING, OPEN, OWN, Door, can, does

#: Whoever moderates somewhere comes in; what they see is theirs.
SOMEWHERE = Door("verb", "moderation.show", anywhere=True)

DOORS: dict[str, Door] = {
    "moderation:rules": OPEN,
    "moderation:report": ASKING,
    "moderation:appeal": ASKING,  # whoever holds the letter
    "moderation:mine": OWN,
    "moderation:queue": SOMEWHERE,
    "moderation:next": Door("verb", "moderation.show", anywhere=True, sends=True),
    "moderation:item": can("moderation.show"),
    "moderation:claim": does("moderation.show"),
    "moderation:decide": does("moderation.show"),
    "moderation:reasons": can("moderation.keep_reason"),
    "moderation:new_reason": can("moderation.keep_reason"),
    "moderation:reason": can("moderation.keep_reason"),
    "moderation:words": can("moderation.keep_words"),
    "api:moderation_dictionary": OPEN,
    "api:moderation_told": OPEN,
    "api:reasons_told": OPEN,
}
