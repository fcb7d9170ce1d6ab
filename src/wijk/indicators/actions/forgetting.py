"""When a larger verb is undone: the files that it had brought in go too."""

from collections.abc import Iterable

from wijk.indicators import kept


def forget_arrived(keys: Iterable[str]) -> None:
    """Remove the files of deliveries whose transaction was rolled back; deliveries that were kept are left alone."""
    for key in keys:
        kept.drop(key)
