"""Measures of the whole: queries, processor time and bytes per page; loading; each by size, told as ratios."""
