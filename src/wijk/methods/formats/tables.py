"""One door for every table: CSV, Excel, Parquet, SDMX-CSV and the attributes of geodata files."""

from pathlib import Path

from wijk.methods.formats.columnar import open_attributes, open_parquet
from wijk.methods.formats.delimited import open_delimited
from wijk.methods.formats.kinds import CSV, PARQUET, XLSX, extension_note, kind_of
from wijk.methods.formats.limits import DEFAULT, Limits
from wijk.methods.formats.table import Options, Table
from wijk.methods.formats.workbook import open_workbook


def read_table(
    path: Path | str,
    *,
    sheet: str | None = None,
    header_row: int | None = 1,
    encoding: str | None = None,
    delimiter: str | None = None,
    limits: Limits = DEFAULT,
) -> Table:
    """Which rows does this file hold?

    The kind of file is recognised by its content. `sheet` names the sheet of a workbook or the layer of a geodata
    file; `header_row` is the line with the column names, None when there is none (columns are then A, B, C…).
    Rows come from `Table.batches()`; what is wrong with them gathers in `Table.problems` meanwhile.

    Raises Unreadable when the file cannot be used at all.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "population.csv"
    >>> _ = path.write_text("area;pop\\nMarollen;9763\\nZavel;2241\\n")
    >>> table = read_table(path)
    >>> table.columns, [batch.columns["pop"] for batch in table.batches()]
    (('area', 'pop'), [['9763', '2241']])
    """
    path = Path(path)
    options = Options(sheet, header_row, encoding, delimiter, limits)
    kind = kind_of(path, limits)
    table = _open(path, kind, options)
    note = extension_note(path, kind)
    if note:
        table.notes.add(note)
    return table


def _open(path: Path, kind: str, options: Options) -> Table:
    if kind == CSV:
        return open_delimited(path, options)
    if kind == XLSX:
        return open_workbook(path, options)
    if kind == PARQUET:
        return open_parquet(path, options)
    return open_attributes(path, kind, options)
