"""What goes on paper: the receipt, and the poster of a tour."""

from wijk.helping.exporters.receipts import receipt_pdf

__all__ = ["receipt_pdf"]
