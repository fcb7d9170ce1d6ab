"""Who may do what in the room of helping?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
