"""A working sample of each address of inquiries."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
