"""Which words does a template have for organs?"""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from wijk.organs import organigram as drawing
from wijk.organs import words
from wijk.organs.models import Mandate
from wijk.organs.queries import Node

register = template.Library()


@register.simple_tag
def organigram(tree: Sequence[Node]) -> SafeString:
    """`{% organigram tree %}`: the organs of a tree as a drawing with links."""
    return drawing.drawn(tree)


@register.filter
def named(mandate: Mandate) -> str:
    """`{{ mandate|named }}`: who holds it, as everybody may read it."""
    return words.name_of(mandate)


@register.filter
def role_name(role: str) -> str:
    """`{{ mandate.role|role_name }}`: what a role is called."""
    return str(words.ROLE_NAMES.get(role, role))


@register.filter
def outcome_name(outcome: str) -> str:
    """`{{ decision.outcome|outcome_name }}`: what came of it."""
    return str(words.OUTCOME_NAMES.get(outcome, outcome))


@register.filter
def outcome_look(outcome: str) -> str:
    """`{% tag words decision.outcome|outcome_look %}`: the look of an outcome."""
    return words.OUTCOME_LOOKS.get(outcome, "")
