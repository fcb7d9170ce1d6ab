"""A working sample of each address of conversations."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
