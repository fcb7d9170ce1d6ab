"""A working sample of each address of toolbox."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
