"""A working sample of each address of residence."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
