"""A place as a page says it: by its name, with the way to its own page where it has one."""

from django import template
from django.utils.safestring import SafeString

from wijk.territory.queries import place_link, place_names
from wijk.ui.markup import esc, safe, say

register = template.Library()


@register.simple_tag
def place(ref: str) -> SafeString:
    """The name of a place ("" is the whole city) as a link to its page; one query, none for the whole city."""
    name, link = say(place_names([ref])[ref]), place_link(ref)
    return safe(f'<a href="{esc(link)}">{name}</a>') if link else safe(str(name))
