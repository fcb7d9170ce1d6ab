"""Where things lie, and what may be done there."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """The places that the set-up reads and writes, all below the project's folder."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """Written last: what this environment was made from."""
        return self.venv / "wijk-stamp.json"

    @property
    def making(self) -> Path:
        """Stands in an environment for as long as it is being made; left behind, it was interrupted."""
        return self.venv / "wijk-making"

    @property
    def work(self) -> Path:
        """The set-up's own folder: its lock, its log and passing downloads."""
        return self.root / ".wijk"

    @property
    def log(self) -> Path:
        return self.work / "setup.log"

    @property
    def source(self) -> Path:
        return self.root / "src"

    @property
    def vendor(self) -> Path:
        return self.source / "wijk" / "ui" / "static" / "vendor"

    @property
    def manifest(self) -> Path:
        return self.vendor / "manifest.json"

    @property
    def locale(self) -> Path:
        return self.source / "wijk" / "locale"


def here() -> Layout:
    """The layout of the checkout that this file belongs to."""
    return Layout(Path(__file__).resolve().parent.parent)
