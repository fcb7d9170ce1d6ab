"""A working sample of each address of charters."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
