"""Who may do what in the room of answers?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
