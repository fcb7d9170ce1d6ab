"""What the tests of figures share."""

from tests.support.deliver import data_folder, town

__all__ = ["data_folder", "town"]
