"""Who may do what in the room of sheets?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
