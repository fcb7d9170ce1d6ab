"""What can be done with contributions, and by whom? Every verb of the room, and the parts that other rooms' verbs are made of."""

from wijk.contributions.actions.parts import merge, set_comment_visibility, set_state, set_visibility
from wijk.contributions.actions.submitting import Submitted, submit

__all__ = ["Submitted", "merge", "set_comment_visibility", "set_state", "set_visibility", "submit"]
