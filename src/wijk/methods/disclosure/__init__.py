"""What must be hidden in a table so that nobody can be read out of it, and does the hiding hold?

`table` ties cells to their totals, `rules` tells which cells are sensitive, `suppress` hides what would give them away, `audit` tries to
recompute every hidden cell from what is published, `rounding` is the alternative that hides nothing.
"""
