"""Who may do what in processes?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
