"""A working sample of each address of sheets."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
