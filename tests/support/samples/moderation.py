"""A working sample of each address of moderation."""

from tests.support.sample import Sample

SAMPLES: dict[str, Sample] = {}
