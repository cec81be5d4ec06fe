"""Parquet: a table in columns, one article a row; read some rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from archive.errors import RefusedError
from ingest.files.document import Document
from ingest.records.fields import record_of
from ingest.records.record import Record, Refusal

if TYPE_CHECKING:
    import pyarrow as pa

_MAGIC = b"PAR1"
_ROWS = 64
_MOST_COLUMNS = 2000


class ParquetReader:
    """Reads a table by its row groups, so that its size does not matter."""

    name = "Parquet"
    extensions = frozenset({"parquet", "pq"})

    def recognises(self, document: Document) -> bool:
        """Whether the file begins with the mark of Parquet."""
        return document.head.startswith(_MAGIC)

    def read(self, document: Document) -> Iterator[Record | Refusal]:
        """The articles, numbered by their row from 1; after a damaged row group none follows."""
        # It takes a tenth of a second and 40 MB, which other formats need not wait for.
        import pyarrow as pa
        from pyarrow import parquet

        path, number = str(document.path), 0
        with document.open_seekable() as file:
            try:
                table = parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
                columns = _read_columns(table.schema_arrow)
                for batch in table.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
                    for row in _rows(batch):
                        number += 1
                        yield _record(row, document, number)
            except (pa.ArrowException, OSError, ValueError, NotImplementedError, OverflowError) as error:
                reason = f"the Parquet file is damaged ({' '.join(str(error).split())[:200]})"
                if not number:
                    raise RefusedError(reason) from None
                yield Refusal(path, None, reason)


def _record(row: dict[str, object], document: Document, number: int) -> Record | Refusal:
    path = str(document.path)
    try:
        return record_of(row, path, number, document.mapping)
    except RefusedError as refused:
        return Refusal(path, number, str(refused))


def _read_columns(schema: pa.Schema) -> list[str]:
    """The columns that may say something; vectors and pictures do not.

    Raises:
        RefusedError: if there are none, or too many.
    """
    if len(schema) > _MOST_COLUMNS:
        raise RefusedError(f"the table has {len(schema)} columns; more than {_MOST_COLUMNS} are not read")
    names = [field.name for field in schema if _says_something(field.type)]
    if not names:
        raise RefusedError("the table has no column of text")
    return names


def _says_something(kind: pa.DataType) -> bool:
    from pyarrow import types

    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        inner = kind.value_type
        return bool(types.is_string(inner) or types.is_large_string(inner) or types.is_struct(inner))
    return not (types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind))


def _rows(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """Rows as mappings; times to the microsecond, which is as fine as Python's."""
    import pyarrow as pa

    arrays = []
    for array in batch.columns:
        if pa.types.is_timestamp(array.type) and array.type.unit == "ns":
            array = array.cast(pa.timestamp("us", array.type.tz), safe=False)
        arrays.append(array)
    rows: list[dict[str, Any]] = pa.RecordBatch.from_arrays(arrays, names=batch.schema.names).to_pylist()
    return [
        {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in rows
    ]
