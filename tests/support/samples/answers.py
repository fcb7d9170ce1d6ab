"""A working sample of each address of answers."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
