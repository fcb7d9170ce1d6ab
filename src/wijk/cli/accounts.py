"""`wijk admin create EMAIL`: an administrator, and a link that sets their password once."""

import argparse
from typing import Any

from django.utils.translation import override

from wijk.accounts import actions
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Operator


def register(commands: Any) -> None:
    """Add `wijk admin create`."""
    admin = commands.add_parser("admin", help="make the first administrator of an installation")
    verbs = admin.add_subparsers(metavar="COMMAND", required=True)
    create = verbs.add_parser("create", help="make somebody administrator and print a link that sets their password")
    create.add_argument("email", metavar="EMAIL", help="their address")
    create.add_argument("--more", action="store_true", help="there is an administrator already; make another one")
    create.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="language of their letters")
    create.add_argument(
        "--site", metavar="ADDRESS", default="http://127.0.0.1:8000", help="where the installation is reached (default: %(default)s)"
    )  # fmt: skip
    create.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the administrator; refused where there is one, unless --more."""
    person = actions.make_first_administrator(
        Operator(), email=options.email, language=options.language, more=options.more
    )
    with override(person.language):
        link = actions.password_link(Operator(), person=person, site=options.site)
    print(f"{person.email} is administrator of the whole city.")
    print(f"Open this link to set a password. It works once, for three days:\n\n  {link}\n")
    return 0
