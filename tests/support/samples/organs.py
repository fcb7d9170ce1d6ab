"""A working sample of each address of organs."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
