"""The files of the pages, looked up once for the whole run: each `Client` of a test builds the site anew, and would look again."""

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Redirect, StaticFile

_found: dict[str, StaticFile | Redirect] = {}


class FoundOnce(WhiteNoiseMiddleware):
    """As in an installation, where one process builds the site once."""

    def add_files_from_finders(self) -> None:
        """What the first site found, all others take over."""
        if not _found:
            super().add_files_from_finders()
            _found.update(self.files)
        self.files.update(_found)
