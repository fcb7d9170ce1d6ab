"""Reckoning with figures: classes for maps, composite indices and their sensitivity, small numbers, types and centres."""
