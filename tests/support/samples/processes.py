"""A working sample of each address of processes."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
