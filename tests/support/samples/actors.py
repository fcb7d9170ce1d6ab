"""A working sample of each address of actors."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
