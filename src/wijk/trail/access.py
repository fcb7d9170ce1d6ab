"""The trail is public: everybody may read it, and only the house writes it."""

from wijk.core.verbs import Verb

VERBS: list[Verb] = []
