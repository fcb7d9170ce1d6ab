"""Who may do what in toolbox?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
