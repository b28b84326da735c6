"""The columns of the data files as a document: what each says, and what it is called in each format."""

from collections.abc import Mapping

from docs.reference.blocks import table
from verbatim.publish.exports import rows
from verbatim.publish.exports.database import COLUMNS
from verbatim.publish.exports.rows import MOMENT_COLUMNS, QUOTE_COLUMNS

KINDS = {
    "stories": rows.STORY, "quotes": rows.QUOTATION, "people": rows.PERSON, "moments": rows.MOMENT,
    "topics": rows.TOPIC, "questions": rows.QUESTION,
}  # fmt: skip
CSV: Mapping[str, Mapping[str, str]] = {"quotes": QUOTE_COLUMNS, "moments": MOMENT_COLUMNS}


def columns() -> str:
    """Return a table for each list of /data/."""
    head = ("JSON", "it is", "type", "CSV", "SQLite", "JSON-LD")
    return "\n".join(f"`{name}.json`:\n\n{table(head, _rows(name))}" for name in KINDS)


def _rows(name: str) -> list[tuple[str, ...]]:
    return [
        (f"`{one.name}`", one.says, one.type, _csv(name, one.name), _sqlite(name, one.name), _code(one.linked))
        for one in KINDS[name]
    ]


def _csv(kind: str, key: str) -> str:
    return _named(CSV.get(kind, {}), key)


def _sqlite(kind: str, key: str) -> str:
    """Return the columns of the list's own table, else the table that has a row for each item of a key."""
    own = next(columns for where, columns in COLUMNS.values() if where == kind)
    inner = [f"table `{name}`" for name, (where, _) in COLUMNS.items() if where == f"{kind}.{key}"]
    return _named(rows.named_paths(own.replace("!", "")), key) or ", ".join(inner)


def _named(columns: Mapping[str, str], key: str) -> str:
    return " ".join(f"`{name}`" for name, path in columns.items() if path.partition(".")[0] == key)


def _code(name: str) -> str:
    return f"`{name}`" if name else ""
