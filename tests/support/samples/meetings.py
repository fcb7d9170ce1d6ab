"""A working sample of each address of meetings."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
