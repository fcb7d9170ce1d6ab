"""A working sample of each address of notices."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
