"""wijk: a city that takes the neighbourhood as its base scale."""

__version__ = "0.1.0"
