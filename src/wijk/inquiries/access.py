"""Who may do what in the room of inquiries?"""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
