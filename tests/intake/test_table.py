"""Tables: every row a report or a failure with its line; encodings, separators, lists of addresses."""

import csv
import io
import json
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya.errors import BadInput
from riwaya.intake.files import Failure
from riwaya.intake.table import FIELDS, from_csv, from_jsonl, url_column
from riwaya.intake.taken import Options
from riwaya.model import Taken

ONE = "أعلن المكتب الإعلامي أن قذيفتين سقطتا قرب المدرسة، ولم ترد أنباء عن إصابات."
TWO = 'قال شاهد عيان: "سمعنا ثلاثة انفجارات"، ثم شوهد الدخان فوق الحي؛ ولم يعلق الجيش.'
Found = list[Taken | Failure | str]


def rows(table: str | bytes, encoding: str = "utf-8", **options: object) -> Found:
    data = table if isinstance(table, bytes) else table.encode(encoding)
    return list(from_csv(io.BytesIO(data), "t.csv", Options(**options)))  # type: ignore[arg-type]


def lines(data: bytes, **options: object) -> list[Taken | Failure]:
    return list(from_jsonl(io.BytesIO(data), "t.jsonl", Options(**options)))  # type: ignore[arg-type]


def written(header: list[str], *body: list[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *body])
    return out.getvalue()


def texts(found: Iterable[Taken | Failure | str]) -> list[str]:
    assert all(isinstance(x, Taken) for x in found), found
    return [x.report.text for x in found if isinstance(x, Taken)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_separators_and_encodings(delimiter: str, encoding: str) -> None:
    table = written(["id", "text"], ["1", ONE], ["2", TWO], delimiter=delimiter)
    assert texts(rows(table, encoding)) == [ONE, TWO]


def test_all_fields() -> None:
    given = {"text": ONE, "title": "قذائف", "outlet": "المكتب", "author": "ليلى", "published": "2016-03-09T10:00",
             "url": "https://x.example/1", "id": "77"}  # fmt: skip
    assert set(given) == set(FIELDS)
    [t] = rows(written(list(given), list(given.values())))
    assert isinstance(t, Taken)
    r = t.report
    assert (r.text, r.title, r.outlet, t.author, r.published, r.url, r.given_id) == (
        ONE, "قذائف", "المكتب", "ليلى", "2016-03-09", "https://x.example/1", "77",
    )  # fmt: skip
    assert (t.published_basis, t.source, t.media_type) == ("column", "t.csv#2", "text/csv")
    assert json.loads(t.raw) == given


def test_the_users_date_and_outlet_win() -> None:
    [t] = rows(written(["text", "published", "outlet"], [ONE, "2016-03-09", "x"]), published="2016-01-01", outlet="و")
    assert isinstance(t, Taken)
    assert (t.report.published, t.published_basis, t.report.outlet) == ("2016-01-01", "given", "و")


def test_lines_within_cells_and_the_line_a_row_begins_on() -> None:
    [first, bad, last] = rows(written(["id", "text"], ["1", f"{ONE}\n{TWO}"], ["2"], ["3", TWO]))
    assert isinstance(first, Taken) and first.report.text == f"{ONE}\n{TWO}" and first.source == "t.csv#2"
    assert isinstance(bad, Failure) and bad.line == 4
    assert isinstance(last, Taken) and last.source == "t.csv#5"


def test_a_quotation_that_is_never_closed_is_named_by_its_line() -> None:
    first, bad = rows(f'id,text\n1,{ONE.replace(",", "،")}\n2,"{ONE}\n3,نص\n4,نص\n')
    assert isinstance(first, Taken)
    assert isinstance(bad, Failure) and bad.line == 3 and "quotation mark" in bad.message


def test_a_huge_cell_costs_its_row_only() -> None:
    found = rows(written(["id", "text"], ["1", ONE], ["2", "ن" * 500], ["3", TWO]), max_bytes=400)
    assert [type(x) for x in found] == [Taken, Failure, Taken]


def test_a_byte_that_is_no_utf8_costs_its_row_only() -> None:
    fill = "\n".join(f"{n},{ONE.replace(',', '')}" for n in range(1000))
    data = f"id,text\n{fill}\n".encode() + b"x,\xff\xfe\n" + f"y,{TWO}\n".replace('"', "").encode()
    found = rows(data)
    assert [x.line for x in found if isinstance(x, Failure)] == [1002]
    assert sum(isinstance(x, Taken) for x in found) == 1001


def test_empty_rows_are_passed_over_and_empty_texts_are_not() -> None:
    found = rows(f"id,text\n\n,\n1,\n2,{ONE}\n")
    assert [type(x) for x in found] == [Failure, Taken]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (["GLOBALEVENTID", "SQLDATE", "SOURCEURL"], 2),
        (["DocumentIdentifier", "V2Tone"], 0),
        ([" Url "], 0),
        (["text", "title"], None),
        ([], None),
    ],
)
def test_the_column_of_addresses(header: list[str], column: int | None) -> None:
    assert url_column(header) == column


def test_a_table_with_texts_and_addresses_is_one_of_texts() -> None:
    [t] = rows(written(["url", "text"], ["https://x.example/1", ONE]))
    assert isinstance(t, Taken) and t.report.url == "https://x.example/1"


def test_a_mapped_column_of_addresses() -> None:
    found = rows("a;b\n1;https://x.example/1\n2;ftp://x.example/2\n", mapping={"url": "B"})
    assert found[0] == "https://x.example/1" and isinstance(found[1], Failure) and found[1].line == 3


NO_TABLE = [b"", b"\n", b"a,b\n1,2\n", "عمود\nقيمة\n".encode(), b"\xff\xfe", b"\x00\x01\x02\x03\x80"]


@pytest.mark.parametrize("data", NO_TABLE)
def test_no_table_says_what_to_do(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"^t\.csv: "):
        rows(data)


@given(
    st.lists(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30), min_size=2, max_size=2)),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_csv_writes_comes_back(cells: list[list[str]], delimiter: str) -> None:
    wanted = [c for c in cells if c[1].strip()]
    found = rows(written(["id", "text"], *wanted, delimiter=delimiter))
    assert texts(found) == [c[1] for c in wanted]


@given(
    st.lists(st.sampled_from(["text", "url", ",", ";", "\t", '"', '""', "\n", "\r\n", "\r", ONE, "\x00", "https://x"]))
)
def test_any_table_gives_rows_failures_or_a_reason(pieces: list[str]) -> None:
    try:
        for item in rows("".join(pieces)):
            assert isinstance(item, Taken | Failure | str)
    except BadInput as error:
        assert str(error).startswith("t.csv: ")


def test_jsonl_fields_and_mapping() -> None:
    line = {"Body": ONE, "when": "2016/03/09", "outlet": "و", "id": 4, "by": "ل"}
    data = b"\xef\xbb\xbf" + json.dumps(line).encode() + b"\n"
    [t] = lines(data, mapping={"text": "body", "published": "when", "author": "by"})
    assert isinstance(t, Taken)
    assert (t.report.text, t.report.published, t.report.outlet, t.report.given_id, t.author) == (
        ONE, "2016-03-09", "و", "4", "ل",
    )  # fmt: skip
    assert t.raw == data.strip() and t.source == "t.jsonl#1"


@pytest.mark.parametrize("said", ["أمس", "2016-02-30", 1457481600, ["2016"], {"a": 1}, "09/03/2016"])
def test_a_date_that_cannot_be_read_stays_open_with_a_note(said: object) -> None:
    [t] = lines(json.dumps({"text": ONE, "published": said}).encode())
    assert isinstance(t, Taken)
    assert (t.report.published, t.published_basis) == (None, None)
    assert "no date" in t.notes[0]


BAD_LINES = ["{", "[]", "5", '{"text": 5}', '{"text": ""}', '{"text": "  "}', "{}", "[" * 100_000, '{"a":' * 20_000]


@pytest.mark.parametrize("bad", [*BAD_LINES, '{"text": ' + "9" * 5000 + "}"], ids=lambda b: b[:15])
def test_a_bad_line_is_named_and_the_next_goes_in(bad: str) -> None:
    found = lines(f"{bad}\n{json.dumps({'text': ONE})}".encode())
    assert [type(x) for x in found] == [Failure, Taken]
    assert isinstance(found[0], Failure) and found[0].line == 1 and found[0].message.startswith("t.jsonl:1: ")


LINES = st.sampled_from([b"{", b"\n", b'{"text": "\\ud800"}\n', b"\xff", b"\xef\xbb\xbf"])


@given(st.lists(st.binary(max_size=40) | LINES))
def test_any_lines_give_reports_or_failures(pieces: list[bytes]) -> None:
    assert all(isinstance(x, Taken | Failure) for x in lines(b"".join(pieces)))


@pytest.mark.parametrize(
    ("said", "day"),
    [("20180407", "2018-04-07"), (20180407, "2018-04-07"), ("20180407120000", "2018-04-07"), ("20181307", None),
     ("201804071200", None), ("00180407", None), ("1523100000", None)],
)  # fmt: skip
def test_compact_dates_as_gdelt_writes_them(said: object, day: str | None) -> None:
    [row] = lines(json.dumps({"text": "أ ب", "published": said}).encode())
    assert isinstance(row, Taken) and row.report.published == day


def test_a_list_of_nothing_but_addresses() -> None:
    assert rows("https://x.example/a\nhttps://x.example/b\n") == ["https://x.example/a", "https://x.example/b"]


def test_gdelt_tables_have_no_header() -> None:
    events = "\t".join(["1", "20180407", *[""] * 58, "https://x.example/a"])
    links = "\t".join(["20180407-1", "20180407120000", "1", "x.example", "https://x.example/g", *[""] * 22])
    assert rows(f"{events}\n{events.replace('/a', '/b')}\n") == ["https://x.example/a", "https://x.example/b"]
    assert rows(f"{links}\n") == ["https://x.example/g"]


def test_a_column_without_a_name_is_no_column_of_addresses() -> None:
    assert rows("id,,SOURCEURL\n1,,https://x.example/1\n") == ["https://x.example/1"]
    with pytest.raises(BadInput, match="no column 'text'"):
        rows("id,\n1,2\n")


@pytest.mark.parametrize(
    ("said", "day"), [("7 أبريل 2018", "2018-04-07"), ("الأحد 3 آذار 2019", "2019-03-03"), ("أبريل 2018", None)]
)
def test_a_date_with_its_month_in_words(said: str, day: str | None) -> None:
    [row] = lines(json.dumps({"text": "أ ب", "published": said}).encode())
    assert isinstance(row, Taken) and row.report.published == day
