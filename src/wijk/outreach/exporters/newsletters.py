"""A newsletter on paper."""

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core import site
from wijk.outreach import queries
from wijk.outreach.exporters.sheets import lines, printable, sheet
from wijk.outreach.models import Newsletter, Piece
from wijk.ui.paper import square_code


def newsletter_pdf(letter: Newsletter, *, language: str, large: bool = False, contact: str = "") -> bytes:
    """The newsletter on A4 in one language; what was not said in it stands in the language in which it was."""
    with translation.override(language):
        address = site.absolute(f"newsletters/{letter.key}/", language)
        groups = queries.grouped(letter.pieces.all())
        told = {
            "title": printable(letter.title.to()), "large": large, "contact": printable(contact),
            "place": printable(queries.place_text(letter.place).to()),
            "period": f"{date_format(letter.since, 'DATE_FORMAT')} – {date_format(letter.until, 'DATE_FORMAT')}",
            "introduction": lines(letter.introduction.to()),
            "groups": [
                {"heading": str(group.heading), "pieces": [_piece(piece, language) for piece in group.pieces]}
                for group in groups
            ],
            "read_on": _("Read all of it, follow your neighbourhood, or stop doing so:"),
            "address": address.partition("://")[2], "square": square_code(address),
            "square_alt": _("Square code that opens {address}").format(address=address),
        }  # fmt: skip
        return sheet("newsletter", told, strict=False)


def _piece(piece: Piece, language: str) -> dict[str, str]:
    whole = site.absolute(piece.path, language).partition("://")[2] if piece.path else ""
    return {
        "title": printable(piece.title.to()),
        "text": " ".join(lines(piece.text.to())),
        "on": date_format(timezone.localtime(piece.at), "DATE_FORMAT"),
        "address": printable(whole),
    }
