"""The doors of notices."""

from wijk.config.door import OPEN, OWN, Door, can

DOORS: dict[str, Door] = {
    "notices:follow": OPEN,
    "notices:confirm": OPEN,  # whoever holds the letter
    "notices:stop": OPEN,  # whoever holds the letter
    "notices:by_letter": OPEN,  # whoever holds the letter
    "notices:mine": OWN,
    "notices:feed": OPEN,
    "notices:outbox": can("notices.try_again"),
    "push-worker": OPEN,
}
