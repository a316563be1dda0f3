"""The catalogue's own data: files of tab-separated values beside the modules that read them."""

from importlib.resources import files


def table_columns(name: str) -> list[str]:
    """Return the names of a table's columns, from its first line."""
    return _lines(name)[0].split("\t")


def table_rows(name: str) -> list[list[str]]:
    """Return a table's rows as lists of fields."""
    return [line.split("\t") for line in _lines(name)[1:]]


def tables_as_written() -> list[str]:
    """Return every table as one text, in the order of their names."""
    found = (one for one in files("domain.catalog").iterdir() if one.name.endswith(".tsv"))
    return [one.read_text("utf-8") for one in sorted(found, key=lambda one: one.name)]


def _lines(name: str) -> list[str]:
    return files("domain.catalog").joinpath(name).read_text("utf-8").splitlines()
