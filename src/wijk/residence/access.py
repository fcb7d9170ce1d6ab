"""Who may do what in the room of residence?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
