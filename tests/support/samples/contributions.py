"""A working sample of each address of contributions."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
