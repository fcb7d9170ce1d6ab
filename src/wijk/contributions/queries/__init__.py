"""Questions about contributions: where one can speak, what was said where, by whom it was supported, what came of it."""

from wijk.contributions.queries.asked import Filter, Order, Where

__all__ = ["Filter", "Order", "Where"]
