"""Who may do what in notices?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
