"""Who may do what in charters?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
