"""The built-in places: every CSV file of the data folder that has the place columns."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

from riwaya.gazetteer.rows import Row, parse_row, read_csv_lines, with_unique_ids

FOLDER = "places"


def curated_files() -> list[Path]:
    """The curated tables, in a fixed order."""
    with resources.as_file(resources.files("riwaya.gazetteer").joinpath("data", FOLDER)) as folder:
        return sorted(folder.glob("*.csv"))


def _parsed() -> Iterator[Row]:
    for path in curated_files():
        for line, raw in read_csv_lines(path):
            yield parse_row(raw, line)


@lru_cache(maxsize=1)
def curated_rows() -> tuple[Row, ...]:
    """All curated places. A bad row is a defect of the product and raises RowError."""
    return tuple(with_unique_ids(_parsed()))
