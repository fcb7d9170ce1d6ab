"""Reckoning with figures: classes for maps, summaries, ranks."""
