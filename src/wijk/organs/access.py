"""Who may do what in organs?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
