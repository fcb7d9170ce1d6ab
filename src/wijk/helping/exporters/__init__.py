"""What goes on paper and into calendars: the receipt, the poster of a tour, its stops."""

from wijk.helping.exporters.calendars import calendar
from wijk.helping.exporters.cases import case_paper, hand_over_json, hand_over_pdf
from wijk.helping.exporters.posters import poster_pdf
from wijk.helping.exporters.receipts import receipt_pdf, slip_pdf

__all__ = ["calendar", "case_paper", "hand_over_json", "hand_over_pdf", "poster_pdf", "receipt_pdf", "slip_pdf"]
