"""Who may do what in meetings?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
