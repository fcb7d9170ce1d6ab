"""What the toolbox reckons: a plan out of cards, days and means."""

from wijk.toolbox.compute.planning import MOMENTS, calendar, plan

__all__ = ["MOMENTS", "calendar", "plan"]
