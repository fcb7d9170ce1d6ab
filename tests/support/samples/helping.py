"""A working sample of each address of helping."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
