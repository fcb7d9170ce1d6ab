"""Which words does a template of living documents have for the codes of this room?"""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from wijk.charters import words
from wijk.core.text import Text
from wijk.ui import words_changed
from wijk.ui.markup import attrs, esc, language_here, safe

register = template.Library()


@register.filter
def voice_name(said: Any) -> str:
    """As whom something was said: the organisation where there is one."""
    if said.voice == "association" and said.organisation:
        return str(said.organisation.title)
    return str(words.VOICES.get(said.voice, said.voice))


@register.filter
def wish_name(code: str) -> str:
    """What a remark wants."""
    return str(words.WISHES.get(code, code))


@register.filter
def outcome_name(code: str) -> str:
    """What became of it."""
    return str(words.OUTCOMES.get(code, code))


@register.filter
def outcome_look(code: str) -> str:
    """How that looks."""
    return words.LOOKS.get(code, "")


@register.filter
def reason_name(code: str) -> str:
    """Why something is hidden."""
    return str(words.REASONS.get(code, code))


@register.filter
def stage_name(code: str) -> str:
    """Where a review stands."""
    return str(words.STAGES.get(code, code))


@register.filter
def change_name(code: str) -> str:
    """What changed in an article."""
    return str(words.CHANGES.get(code, code))


@register.filter
def change_look(code: str) -> str:
    """How that looks."""
    return words.CHANGE_LOOKS.get(code, "")


@register.simple_tag
def proposed(present: Text, said: Any) -> SafeString:
    """`{% proposed article.body proposal %}`: what a proposal would change, held against the text in its own language."""
    spoken = said.language if present.said(said.language) else ""
    return words_changed.shown(present.to(spoken or None), Text({said.language or language_here(): said.body}))


@register.simple_tag
def proposed_title(present: Text, said: Any) -> SafeString | str:
    """`{% proposed_title article.title proposal %}`: what it would change in the title, in its own language; nothing where that stays."""
    spoken = said.language if present.said(said.language) else ""
    before = present.to(spoken or None)
    if not said.title or said.title in (before, *present.values()):
        return ""
    return words_changed.shown(before, Text({said.language or language_here(): said.title}))


@register.filter
def paragraphs(text: Any) -> SafeString:
    """`{{ article.body|paragraphs }}`: a long text as paragraphs, marked with its language where that is not the page's."""
    here = language_here()
    spoken = text.language(here) if isinstance(text, Text) else ""
    said = text.to(here) if isinstance(text, Text) else str(text or "")
    foreign = spoken if spoken and spoken != here else None
    parts = [part.strip() for part in said.replace("\r\n", "\n").split("\n\n")]
    inner = (f"<p>{esc(part).replace(chr(10), '<br>')}</p>" for part in parts if part)
    return safe((f"<div{attrs(class_='prose', lang=foreign)}>", *inner, "</div>"))


@register.filter
def lookup(held: Mapping[str, Any], key: str) -> Any:
    """`{{ evaluations|lookup:article.slug }}`: what is held under a key, None for nothing."""
    return held.get(key)
