"""How does the database read one member of a JSON column? So that a map does not decode thirty years to show one."""

import json
from functools import lru_cache
from typing import Any

from django.db.models import FloatField, Func, JSONField, TextField
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler


class At(Func):
    """One number of a JSON list, by its place (from 0)."""

    output_field = FloatField()

    def __init__(self, column: str, place: int) -> None:
        super().__init__(column)
        self.place = int(place)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """SQLite's way."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"json_extract({sql}, '$[{self.place}]')", params

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """PostgreSQL's way."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql} ->> {self.place})::double precision", params


class Member(Func):
    """One member of a JSON object, by its name, decoded alone."""

    output_field = JSONField()

    def __init__(self, column: str, name: str) -> None:
        super().__init__(column)
        self.name = name.replace('"', "")

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """SQLite's way."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"json_extract({sql}, %s)", (*params, f'$."{self.name}"')

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """PostgreSQL's way."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"({sql} -> %s)", (*params, self.name)


class Raw(Cast):
    """A JSON column as the text that it is, for `decoded`."""

    def __init__(self, column: str) -> None:
        super().__init__(column, TextField())


@lru_cache(maxsize=4096)
def decoded(text: str) -> Any:
    """The value behind a JSON text, to be read and never changed: many rows of a page say the same periods."""
    return json.loads(text)
