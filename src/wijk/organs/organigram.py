"""How is a tree of organs drawn? As steps to the right, one organ a row, so that it fits a phone and a sheet of paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wijk.organs.queries import Node
from wijk.ui.markup import attrs, esc, language_here, safe

WIDTH, ROW, BOX, STEP = 400, 66, 54, 26
#: So many letters of a title fit in a line of a box, at the left edge; each step to the right takes some away.
LETTERS, LETTERS_A_STEP = 44, 3


@dataclass(frozen=True, slots=True)
class _Placed:
    node: Node
    depth: int
    row: int
    parent: int  #: the row of the organ above it, -1 at the top


def drawn(tree: Sequence[Node]) -> SafeString:
    """The tree as SVG; each box leads to the page of its organ. Nothing where there is no organ."""
    rows = list(_placed(tree))
    if not rows:
        return SafeString("")
    label = _("Organs and the groups under them")
    height = len(rows) * ROW - (ROW - BOX) + 4
    lines = (_line(one) for one in rows if one.parent >= 0)
    boxes = (_box(one) for one in rows)
    opening = attrs(class_="organigram", viewBox=f"-2 -2 {WIDTH + 4} {height}", role="group", aria_label=label)
    return safe((f"<svg{opening}>", *lines, *boxes, "</svg>"))


def _placed(tree: Sequence[Node]) -> Iterator[_Placed]:
    count = 0

    def walk(nodes: Sequence[Node], depth: int, parent: int) -> Iterator[_Placed]:
        nonlocal count
        for node in nodes:
            row = count
            count += 1
            yield _Placed(node, min(depth, 6), row, parent)
            yield from walk(node.groups, depth + 1, row)

    yield from walk(tree, 0, -1)


def _line(one: _Placed) -> str:
    x, top, bottom = (one.depth - 1) * STEP + STEP // 2, one.parent * ROW + BOX, one.row * ROW + BOX // 2
    return f'<path class="branch" d="M{x} {top}V{bottom}H{one.depth * STEP}"/>'


def _box(one: _Placed) -> str:
    organ, x, y = one.node.organ, one.depth * STEP, one.row * ROW
    title = organ.title.to(language_here())
    most = LETTERS - LETTERS_A_STEP * one.depth
    short = title if len(title) <= most else title[: most - 1].rstrip() + "…"
    shape = attrs(x=x, y=y, width=WIDTH - x, height=BOX, rx=8)
    return (
        f'<a href="{esc(reverse("organs:organ", args=[organ.key]))}"><title>{esc(title)}</title><rect{shape}/>'
        f"<text{attrs(x=x + 12, y=y + 23)}>{esc(short)}</text>"
        f"<text{attrs(x=x + 12, y=y + 43, class_='of')}>{esc(one.node.kind.to(language_here()))}</text></a>"
    )
