"""A poster for the street, the school gate and the waiting room."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES
from wijk.outreach import queries
from wijk.outreach.exporters.sheets import PAPER, code_of, missing, part_of, printable
from wijk.outreach.models import Call, Channel, Code
from wijk.ui.paper import pdf

PAPERS = ("a4", "a3")


def poster_pdf(
    call: Call, *, languages: Sequence[str], paper: str = "a4", large: bool = False, contact: str = ""
) -> bytes:
    """The poster of a call in one language, or in several on one sheet.

    Refused for a language in which the call says nothing, and for paper that is none.
    """
    chosen = [language for language in LANGUAGES if language in languages]
    if not chosen or paper not in PAPERS:
        raise Refused("poster-languages", _("Choose at least one language, and a size of paper."))
    if lacking := missing(call, chosen):
        raise Refused(
            "poster-untold",
            _("The call has no title or text in {language} yet. Write it first, or leave that language out."),
            language=", ".join(lacking),
        )
    code = Code.objects.get(call=call, channel=Channel.POSTER)
    place = queries.place_text(call.place)
    with translation.override(chosen[0]):
        told = code_of(code) | {
            "title": printable(call.title.to()), "paper": paper, "large": large, "contact": printable(contact),
            "place": printable(" · ".join(dict.fromkeys(place.to(language) for language in chosen))),
            "parts": [part_of(call, language) for language in chosen],
        }  # fmt: skip
        return pdf(PAPER / "poster.typ", told)
