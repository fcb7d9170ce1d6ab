"""Lists of organisations from elsewhere: what their columns mean, what their rows say, and whom we know already."""

from wijk.actors.importers.columns import FIELDS, Mapped, guess
from wijk.actors.importers.matching import Known, Match
from wijk.actors.importers.reading import Problems, Row, Seen, columns_of, read

__all__ = ["FIELDS", "Known", "Mapped", "Match", "Problems", "Row", "Seen", "columns_of", "guess", "read"]
