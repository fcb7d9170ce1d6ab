"""The demo's door: its pages are there only where the installation is a demo."""

from django.conf import settings

from wijk.core.errors import Absent


def only_in_a_demo() -> None:
    """Raise Absent anywhere else."""
    if not settings.WIJK_DEMO:
        raise Absent("demo")
