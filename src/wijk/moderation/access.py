"""Who may do what in the room of moderation?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
