"""Joining units into neighbourhoods: contiguous, not too small, alike inside, compact; begin at `delineate.delineate`."""
