"""The user's own places: CSV tables in the data folder, as `riwaya gazetteer add` leaves them."""

from collections.abc import Iterator
from pathlib import Path

from riwaya.errors import GazetteerError
from riwaya.gazetteer.place import Place
from riwaya.gazetteer.rows import Row, RowError, parse_row, read_csv_lines
from riwaya.gazetteer.store import data_dir

POPULATION = "population"


def user_files(extra_dir: Path | None = None) -> list[Path]:
    """Imported tables in a fixed order, then those of `extra_dir`.

    Raises GazetteerError where that is no folder.
    """
    found = sorted(data_dir().glob("*.csv"))
    if extra_dir is not None:
        if not extra_dir.is_dir():
            raise GazetteerError(f"{extra_dir}: there is no such folder of gazetteer files")
        found += sorted(extra_dir.glob("*.csv"))
    return found


def imported_rows(files: list[Path]) -> Iterator[Row]:
    """Every place of the files. Raises GazetteerError naming file, line and what to do."""
    for path in files:
        try:
            for line, raw in read_csv_lines(path):
                yield user_row(raw, line, path.stem)
        except RowError as error:
            raise GazetteerError(
                f"{path}, line {line}: {error}. Mend the line, or delete the file and run 'riwaya gazetteer add' again"
            ) from error
        except (OSError, UnicodeDecodeError) as error:
            raise GazetteerError(f"{path}: cannot be read ({error}); delete it and import it again") from error


def user_row(raw: dict[str, str], line: int, stem: str) -> Row:
    """One imported row; its id begins with `user:` and the file's name. Raises RowError."""
    row = parse_row(raw, line, prefix=f"user:{stem}:")
    p = row.place
    population = raw.get(POPULATION, "")
    marked = Place(
        p.id, p.name_ar, p.name_en, p.lat, p.lon, p.kind, p.country, p.parent,
        int(population) if population.isdecimal() else 0, p.flags | {"user"},
    )  # fmt: skip
    return Row(marked, row.names, line)
