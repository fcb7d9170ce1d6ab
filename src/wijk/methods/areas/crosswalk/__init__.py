"""Figures of one division of the ground carried to another, with every total kept.

`division` holds the areas, `overlay` measures what they share, `matrix` makes the crosswalk (by surface or by places), `carry` applies
it to figures, `coherence` tells how well a perimeter fits, `holdout` how far off the figures may be.
"""
