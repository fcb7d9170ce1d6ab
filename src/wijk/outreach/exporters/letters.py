"""Letters, one sheet an address. Addresses come in, paper goes out, and nothing of them stays."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.outreach.exporters.sheets import code_of, missing, part_of, printable, sheet
from wijk.outreach.importers import Address
from wijk.outreach.models import Call, Channel, Code

MOST_LETTERS = 1000
WINDOWS = ("right", "left")


def letters_pdf(
    call: Call, *, addresses: Sequence[Address], language: str, window: str = "right", large: bool = False,
    contact: str = "",
) -> bytes:  # fmt: skip
    """A letter for each address: in its own language where the call speaks it, else in `language`.

    Refused for too many at once, and for a language in which the call says nothing.
    """
    if not addresses or len(addresses) > MOST_LETTERS:
        raise Refused(
            "letters-many", _("So many letters are made at once: from 1 to {most}. Divide the list."), most=MOST_LETTERS
        )
    if window not in WINDOWS or missing(call, [language]):
        raise Refused(
            "letter-untold",
            _("The call has no title or text in {language} yet. Write it first, or leave that language out."),
            language=language,
        )
    spoken = {one.language for one in addresses if one.language and not missing(call, [one.language])} | {language}
    code = Code.objects.get(call=call, channel=Channel.LETTER)
    with translation.override(language):
        letters = [
            {
                "address": [printable(line) for line in one.lines()],
                "language": one.language if one.language in spoken else language,
            }
            for one in addresses
        ]
        told = code_of(code) | {
            "title": printable(call.title.to()), "large": large, "window": window, "contact": printable(contact),
            "letters": letters, "parts": {known: part_of(call, known) for known in sorted(spoken)},
        }  # fmt: skip
        return sheet("letter", told)
