"""A poster for the street, the school gate and the waiting room."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES
from wijk.outreach import queries
from wijk.outreach.exporters.sheets import code_of, missing, pages, part_of, printable, sheet
from wijk.outreach.models import Call, Channel, Code

PAPERS = ("a4", "a3")
#: As large as fits on one sheet: the type is tried in these sizes. Large type is never made smaller than it is.
SIZES = (1.8, 1.5, 1.25, 1.0, 0.88, 0.76)


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
        for size in SIZES[:4] if large else SIZES:
            made = sheet("poster", told | {"size": size})
            if pages(made) == 1:
                return made
    raise Refused(
        "poster-long",
        _("This does not fit on one sheet. Make the texts shorter, take larger paper, or fewer languages."),
    )
