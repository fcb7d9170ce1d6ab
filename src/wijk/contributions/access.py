"""Who may do what in the room of contributions?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
