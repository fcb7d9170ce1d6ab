"""The verbs of moderation."""

from wijk.moderation.actions.entering import enter, forget_author, leave, report

__all__ = ["enter", "forget_author", "leave", "report"]
