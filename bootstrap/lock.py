"""Write the locks anew from pyproject.toml: versions and hashes for every platform, and no address of any registry."""

import subprocess
import sys

from .environment import find_uv
from .layout import here
from .trouble import Trouble, say

LOCKS = {
    "requirements.lock": ("pyproject.toml",),
    "requirements-postgres.lock": ("pyproject.toml", "--extra", "postgres"),
    "requirements-dev.lock": ("pyproject.toml", "--extra", "postgres", "--group", "dev"),
    "requirements-node.lock": ("requirements-node.in",),
}


def write_locks(options: list[str]) -> None:
    """Resolve each lock with uv; further options (`--upgrade`, `--upgrade-package NAME`) are handed on to it."""
    layout = here()
    uv = find_uv(layout)
    if uv is None:
        raise Trouble("Writing the locks needs uv. Install it (it needs no administrator's rights), then start again.")
    for lock, sources in LOCKS.items():
        say(f"  {lock} …")
        fixed = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header"]
        command = [str(uv), "pip", "compile", *sources, *fixed, *options, "--quiet", "--output-file", lock]
        subprocess.run(command, cwd=layout.root, check=True)


if __name__ == "__main__":
    try:
        write_locks(sys.argv[1:])
    except Trouble as trouble:
        sys.exit(f"wijk: {trouble}")
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
