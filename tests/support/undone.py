"""What one example of a property does is undone before the next one begins."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Inside this the database changes; after it, it is as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
