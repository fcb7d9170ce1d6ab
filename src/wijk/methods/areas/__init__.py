"""Geometry that maps and loading need: frames, outlines, coverage, nesting."""
