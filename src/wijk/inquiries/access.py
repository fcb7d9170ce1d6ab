"""Who may do what in a public inquiry?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
