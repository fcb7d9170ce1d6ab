"""What can be done in the room of helping."""

from wijk.helping.actions.receipts import Given, Said, claim, write_down

__all__ = ["Given", "Said", "claim", "write_down"]
