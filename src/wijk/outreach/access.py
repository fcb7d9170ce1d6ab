"""Who may do what in outreach?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
