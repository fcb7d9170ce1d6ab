"""How does a page show what changed in a text? Words that came and went, told apart by a line, a colour, and in words for who listens."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijk.core.text import Text
from wijk.ui.differences import Kind, differences
from wijk.ui.markup import attrs, esc, language_here, safe


def shown(old: object, new: object) -> SafeString:
    """Two texts as one, with `<ins>` and `<del>`; a `Text` is taken in the language of the page, and marked where it has none."""
    spoken = new.language() or (old.language() if isinstance(old, Text) else "") if isinstance(new, Text) else ""
    before, after = (_plain(text, spoken) for text in (old, new))
    words: dict[Kind, tuple[str, str]] = {"added": ("ins", _("added:")), "removed": ("del", _("removed:"))}
    parts = []
    for piece in differences(before, after):
        if piece.kind == "same":
            parts.append(esc(piece.text))
            continue
        tag, label = words[piece.kind]
        ends = _("end of the change")
        parts.append(
            f'<{tag}><span class="vh">[{esc(label)} </span>{esc(piece.text)}<span class="vh"> {esc(ends)}]</span></{tag}>'
        )
    foreign = spoken if spoken and spoken != language_here() else None
    return safe((f"<div{attrs(class_='differences', lang=foreign)}>", *parts, "</div>"))


def _plain(text: object, language: str) -> str:
    """The words to compare, with line ends as one sign."""
    said = text.to(language) if isinstance(text, Text) else "" if text is None else str(text)
    return said.replace("\r\n", "\n")
