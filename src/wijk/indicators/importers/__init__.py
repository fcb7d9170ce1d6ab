"""Files into cells: reads a delivery in bounded memory and keeps it as one normalised Parquet per indicator."""

from wijk.indicators.importers.guess import guess
from wijk.indicators.importers.intake import Kept, Taken, take
from wijk.indicators.importers.known import Known
from wijk.indicators.importers.preview import Preview, preview, row_of
from wijk.indicators.importers.words import place, sentence

__all__ = ["Kept", "Known", "Preview", "Taken", "guess", "place", "preview", "row_of", "sentence", "take"]
