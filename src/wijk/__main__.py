"""`python -m wijk …`: every command of the product."""

import sys

from wijk.cli import main

sys.exit(main(sys.argv[1:]))
