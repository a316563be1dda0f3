"""The catalogue's own tables: files of tab-separated values beside the modules that read them."""

from importlib.resources import files


def table_columns(name: str) -> list[str]:
    """Return what a table's columns are called, by its first line."""
    return _lines(name)[0].split("\t")


def table_rows(name: str) -> list[list[str]]:
    """Return a table's rows; a field that holds nothing is empty."""
    return [line.split("\t") for line in _lines(name)[1:]]


def _lines(name: str) -> list[str]:
    return files("domain.catalog").joinpath(name).read_text("utf-8").splitlines()
