"""The doors of notices."""

from wijk.config.door import ASKING, OPEN, OWN, Door, can

DOORS: dict[str, Door] = {
    "notices:follow": ASKING,
    "notices:circle": OPEN,
    "notices:confirm": ASKING,  # whoever holds the letter
    "notices:stop": ASKING,  # whoever holds the letter
    "notices:by_letter": ASKING,  # whoever holds the letter
    "notices:mine": OWN,
    "notices:feed": OPEN,
    "notices:outbox": can("notices.try_again"),
    "push-worker": OPEN,
}
