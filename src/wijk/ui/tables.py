"""How is a list shown, sorted and paged? On the server, by the address; it reads on a phone and on paper."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, Generic, Literal, Protocol, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString

from wijk.ui.figures import Reading
from wijk.ui.markup import attrs, esc, safe

Row = TypeVar("Row")
PAGE_SIZES = (50, 100)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `sort` is its name in the address (`?sort=name`, `?sort=-name`); without it the column stands as it is."""

    label: str
    kind: Literal["text", "number", "status"] = "text"
    sort: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell: text or a reading, perhaps as a link."""

    content: str | Reading
    href: str = ""

    def html(self) -> str:
        """The content, escaped, with its link."""
        shown = self.content.html() if isinstance(self.content, Reading) else esc(self.content)
        return f'<a href="{esc(self.href)}">{shown}</a>' if self.href else shown


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; its first cell names it. `picked` sets it off."""

    cells: Sequence[Cell | Reading | str]
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """By which column a list is sorted: `key` ("" for as it comes), and whether from high to low."""

    key: str = ""
    descending: bool = False

    @property
    def value(self) -> str:
        """As it stands in the address: "name" or "-name"."""
        return f"-{self.key}" if self.descending else self.key


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list: its items, where it lies in the whole, and the address that its links extend."""

    items: Sequence[Row]
    number: int
    size: int
    total: int
    query: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Place of the first item in the whole, counted from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """Place of the last item in the whole."""
        return min(self.number * self.size, self.total)

    @property
    def previous_href(self) -> str:
        """Address of the page before, "" on the first."""
        return self.href(self.number - 1) if self.number > 1 else ""

    @property
    def next_href(self) -> str:
        """Address of the page after, "" on the last."""
        return self.href(self.number + 1) if self.number < self.pages else ""

    def href(self, number: int) -> str:
        """Address of page `number` that keeps all else of the query."""
        query = QueryDict(self.query, mutable=True)
        query.pop("page", None)
        if number > 1:
            query["page"] = str(number)
        return f"?{query.urlencode()}"

    def window(self) -> list[tuple[int, str]]:
        """The pages to link to as (number, address); (0, "") stands for a gap."""
        near = {1, self.pages, *range(self.number - 1, self.number + 2)}
        shown: list[tuple[int, str]] = []
        before = 0
        for n in sorted(n for n in near if 1 <= n <= self.pages):
            if n - before > 1:
                shown.append((0, ""))
            shown.append((n, self.href(n)))
            before = n
        return shown


class Countable(Protocol):
    """A queryset: counts and cuts without loading all."""

    def count(self) -> int: ...

    def __getitem__(self, key: slice, /) -> Any: ...


def paginate(items: Sequence[Any] | Countable, request: HttpRequest, size: int = 50) -> Page[Any]:
    """The page that the request asks for (`?page=`, `?size=50|100`); nonsense or too far gives the nearest that exists."""
    asked = request.GET.get("size", "")
    size = int(asked) if asked in {str(s) for s in PAGE_SIZES} else size
    total = len(items) if isinstance(items, Sequence) else items.count()
    pages = max(1, -(-total // size))
    wanted = request.GET.get("page", "1")
    number = min(max(1, int(wanted)), pages) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
    shown = list(items[(number - 1) * size : number * size])
    return Page(shown, number, size, total, request.GET.urlencode())


def read_order(request: HttpRequest, columns: Sequence[Column], default: str = "") -> Order:
    """The order that the address asks for (`?sort=-value`); a column that cannot be sorted gives the default."""
    for asked in (request.GET.get("sort", ""), default):
        key = asked.removeprefix("-")
        if key and key in {c.sort for c in columns}:
            return Order(key, asked.startswith("-"))
    return Order()


def sort_rows(rows: Sequence[Row], order: Order, keys: Mapping[str, Callable[[Row], Any]]) -> list[Row]:
    """The rows in order; those whose key is None come last in both directions, and equals keep their places."""
    if order.key not in keys:
        return list(rows)
    key = keys[order.key]
    told = [(key(row), row) for row in rows]
    known = [pair for pair in told if pair[0] is not None]
    known.sort(key=itemgetter(0), reverse=order.descending)
    return [row for _value, row in known] + [row for value, row in told if value is None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. On a phone it scrolls sideways beside its first column, or (`phone="stack"`) becomes cards."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[TableRow]
    id: str = "table"
    note: str = ""
    order: Order = Order()
    page: Page[Any] | None = None
    query: str = ""
    phone: Literal["scroll", "stack"] = "scroll"
    caption_hidden: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)

    def with_rows(self, rows: Sequence[TableRow]) -> "Table":
        """The same table with other rows."""
        return replace(self, rows=rows)

    def html(self) -> SafeString:
        """The table itself, without what stands below it (`ui/table.html` adds the pages)."""
        caption = f"{esc(self.caption)}{f'<span class=soft>{esc(self.note)}</span>' if self.note else ''}"
        hidden = ' class="vh"' if self.caption_hidden else ""
        box = attrs(
            class_="table-wrap stack" if self.phone == "stack" else "table-wrap",
            role="group",
            aria_labelledby=f"{self.id}-caption",
            tabindex="0",
        )
        parts = [
            f'<div{box}><table id="{esc(self.id)}"><caption{hidden} id="{esc(self.id)}-caption">{caption}</caption>'
        ]
        parts.append(f"<thead><tr>{''.join(self._head(c) for c in self.columns)}</tr></thead><tbody>")
        css = ["num" if c.kind == "number" else "" for c in self.columns]
        labels = [esc(c.label) if self.phone == "stack" else "" for c in self.columns]
        parts.extend(_row(row, css, labels) for row in self.rows)
        parts.append("</tbody></table></div>")
        return safe(parts)

    def _head(self, column: Column) -> str:
        number = "num" if column.kind == "number" else None
        hint = column.hint or None
        if not column.sort:
            return f"<th{attrs(scope='col', class_=number, title=hint)}>{esc(column.label)}</th>"
        here = self.order.key == column.sort
        descending = not self.order.descending if here else column.kind == "number"
        query = QueryDict(self.query, mutable=True)
        query.pop("page", None)
        query["sort"] = Order(column.sort, descending).value
        state = ("descending" if self.order.descending else "ascending") if here else None
        arrow = {"descending": "M0 5h8L4 10z", "ascending": "M0 7h8L4 2z", None: "M0 5h8L4 1zM0 7h8L4 11z"}[state]
        link = (
            f'<a class="sort" href="?{esc(query.urlencode())}#{esc(self.id)}">{esc(column.label)}'
            f'<svg viewBox="0 0 8 12" aria-hidden="true"><path d="{arrow}"/></svg></a>'
        )
        return f"<th{attrs(scope='col', class_=number, title=hint, aria_sort=state)}>{link}</th>"


def _row(row: TableRow, css: Sequence[str], labels: Sequence[str]) -> str:
    parts = ['<tr class="picked">' if row.picked else "<tr>"]
    for i, cell in enumerate(row.cells):
        content = cell.html() if isinstance(cell, Cell | Reading) else esc(cell)
        if i == 0:
            parts.append(f'<th scope="row">{content}</th>')
            continue
        klass = ' class="num"' if css[i] else ""
        label = f' data-label="{labels[i]}"' if labels[i] else ""
        parts.append(f"<td{klass}{label}>{content}</td>")
    parts.append("</tr>")
    return "".join(parts)


def query_with(request: HttpRequest, **changes: str | None) -> str:
    """The query of the page with some parameters changed (None removes one); for links that keep the reader's place."""
    query = QueryDict(request.GET.urlencode(), mutable=True)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return "?" + (query.urlencode() or urlencode({}))
