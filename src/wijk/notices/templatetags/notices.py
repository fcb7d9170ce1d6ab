"""Template words of notices: the link to follow something, the page and the kind of a piece of news."""

from django import template
from django.utils.translation import get_language

from wijk.core.errors import Absent
from wijk.notices import queries
from wijk.notices.models import Item
from wijk.notices.tags import parse

register = template.Library()


@register.simple_tag
def follow_link(tag: str) -> str:
    """The address of the follow page of a tag; "" where it is none."""
    try:
        return queries.follow_link(parse(str(tag)).text)
    except Absent:
        return ""


@register.simple_tag
def page_of(item: Item) -> str:
    """The page of a piece of news in the language of the page, on this site."""
    return "/" + "/".join((get_language() or "nl", item.path.lstrip("/")))


@register.simple_tag
def kind_of(item: Item) -> str:
    """What kind of news it is."""
    return str(queries.KINDS.get(item.kind) or item.kind)
