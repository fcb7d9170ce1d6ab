"""A working sample of each address of outreach."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
