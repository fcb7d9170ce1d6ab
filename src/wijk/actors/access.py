"""Who may do what in actors?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
