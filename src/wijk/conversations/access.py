"""Who may do what in the room of conversations?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
