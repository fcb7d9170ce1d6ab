"""What leaves the room: paper and tables."""

from wijk.outreach.exporters.letters import MOST_LETTERS, letters_pdf
from wijk.outreach.exporters.newsletters import newsletter_pdf
from wijk.outreach.exporters.posters import PAPERS, poster_pdf
from wijk.outreach.exporters.tables import reach_csv

__all__ = ["MOST_LETTERS", "PAPERS", "letters_pdf", "newsletter_pdf", "poster_pdf", "reach_csv"]
