"""What is this about? A typed reference to anything, so that rooms can point without knowing each other."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """`kind` is "room.noun" (`territory.area`), `id` what the room knows it by; never anything personal.

    >>> str(Subject("territory.area", "brussels/58"))
    'territory.area:brussels/58'
    >>> Subject.parse("territory.area:brussels/58").id
    'brussels/58'
    """

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Subject":
        """The subject that `str` wrote; ValueError where there is no kind."""
        kind, colon, key = text.partition(":")
        if not colon or not kind:
            raise ValueError(f"not a subject: {text!r}")
        return cls(kind, key)


#: The installation as a whole, for entries that are about no single thing.
CITY = Subject("core.city", "")
