"""Every kind of tampering is found and named, on both databases."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select, text

from riwaya.archive import chain, derived
from riwaya.archive.blobs import FileBlobs
from riwaya.archive.records import Filter
from riwaya.archive.schema import claim, report
from riwaya.archive.store import Archive, create_archive
from riwaya.archive.verify import verify
from riwaya.archive.words import body, stems, words_of

from .conftest import READER, addition, new_database

Tamper = Callable[[Archive], None]


def sql(*statements: str) -> Tamper:
    def run(archive: Archive) -> None:
        with archive.engine.connect().execution_options(writes=True) as c, c.begin():
            for one in statements:
                assert c.execute(text(one)).rowcount > 0, f"changed nothing: {one}"

    return run


def forge_entry(archive: Archive) -> None:
    """Change an entry's content and its hashes too: it holds together by itself, the chain does not."""
    with archive.engine.connect().execution_options(writes=True) as c, c.begin():
        e = next(x for x in next(chain.entries(c)) if x.seq == 2)
        content = e.content.replace("characters", "Characters")
        digest = chain.sha256(content)
        whole = chain.entry_hash(e.seq, e.at, e.act, digest, e.prev)
        c.execute(
            text("UPDATE custody SET content=:a, content_sha256=:b, sha256=:d WHERE seq=2"),
            {"a": content, "b": digest, "d": whole},
        )


ALL = [
    ("edited text", sql("UPDATE report SET text = text || '.' WHERE entry = 2"), "text-changed"),
    ("edited outlet", sql("UPDATE report SET outlet = 'x' WHERE entry = 2"), "report-changed"),
    ("edited date", sql("UPDATE report SET published = '2016-11-16' WHERE entry = 2"), "report-changed"),
    ("edited id", sql("UPDATE report SET id = 'sha256:0' WHERE entry = 2"), "report-changed"),
    ("removed report", sql("DELETE FROM report WHERE entry = 2"), "report-removed"),
    ("edited address of a sighting",
     sql("UPDATE sighting SET url = 'http://x' WHERE entry = 3"), "sighting-changed"),
    ("removed sighting", sql("DELETE FROM sighting WHERE entry = 3"), "sighting-removed"),
    ("edited reader", sql("UPDATE reading SET version = '9' WHERE entry = 4"), "reading-changed"),
    ("removed reading", sql("DELETE FROM reading WHERE entry = 4"), "reading-removed"),
    ("edited claim", sql("""UPDATE claim SET json = replace(json, '"max"\\:12', '"max"\\:13')
                            WHERE json LIKE '%"max"\\:12%'"""), "claim-changed"),
    ("removed claim", sql("DELETE FROM claim WHERE pk = (SELECT min(pk) FROM claim)"), "claim-removed"),
    ("inserted claim", sql("""INSERT INTO claim (pk, reading, report_id, claim_id, json, current, status)
                              SELECT pk + 900, reading, report_id, claim_id, json, current, status FROM claim
                              WHERE pk = (SELECT min(pk) FROM claim)"""), "claim-inserted"),
    ("claim under another stance",
     sql("UPDATE claim SET stance = 'denies' WHERE stance = 'asserts'"), "claim-column"),
    ("hidden claim", sql("UPDATE claim SET current = 0 WHERE pk = (SELECT min(pk) FROM claim)"), "claim-column"),
    ("rejected without a decision",
     sql("UPDATE claim SET status = 'rejected' WHERE status = 'read'"), "claim-column"),
    ("edited decision", sql("UPDATE decision SET reason = 'no'"), "decision-changed"),
    ("decision of another person", sql("UPDATE decision SET by = 'x'"), "decision-changed"),
    ("removed decision", sql("DELETE FROM decision"), "decision-removed"),
    ("inserted decision", sql("""INSERT INTO decision (entry, report_id, claim_id, act, "by", reason, at)
                                 SELECT 777, report_id, claim_id, 'reject', 'x', 'y', at FROM decision"""),
     "decision-inserted"),
    ("edited entry",
     sql("UPDATE custody SET content = replace(content, '2016', '2017') WHERE seq = 2"), "entry-content"),
    ("edited time of an entry",
     sql("UPDATE custody SET at = '2001-01-01T00:00:00.000000Z' WHERE seq = 2"), "entry-hash"),
    ("removed entry", sql("DELETE FROM custody WHERE seq = 3"), "entry-removed"),
    ("removed last entry", sql("DELETE FROM custody WHERE seq = (SELECT max(seq) FROM custody)"), "decision-inserted"),
    ("reordered chain", sql("UPDATE custody SET seq = -5 WHERE seq = 5", "UPDATE custody SET seq = 5 WHERE seq = 6",
                            "UPDATE custody SET seq = 6 WHERE seq = -5"), "entry-hash"),
    ("forged entry", forge_entry, "chain-broken"),
    ("claim of another report", sql("UPDATE claim SET reading = 3 WHERE pk = (SELECT min(pk) FROM claim)"),
     "claim-inserted"),
    ("claim moved to another report",
     sql("UPDATE claim SET report_id = (SELECT max(id) FROM report WHERE id <> claim.report_id)"), "claim-changed"),
    ("archive under another name",
     sql("UPDATE meta SET value = 'another' WHERE key = 'archive_id'"), "archive-changed"),
    ("emptied chain", sql("DELETE FROM custody"), "chain-missing"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "tamper", "kind"), ALL, ids=[n for n, _, _ in ALL])
def test_tampering_is_named(filled: Archive, name: str, tamper: Tamper, kind: str) -> None:
    first = next(iter(filled.claims(Filter(report=addition("saraqib").taken.report.id))))
    filled.decide("confirm", first.claim["id"], "ليلى", "seen")
    assert list(filled.verify()) == []
    tamper(filled)
    found = [f.kind for f in filled.verify()]
    assert kind in found, found


@pytest.mark.parametrize(
    ("name", "change", "kind"),
    [
        ("swapped", lambda p: p.write_bytes(zlib.compress(b"other bytes")), "raw-swapped"),
        ("removed", lambda p: p.unlink(), "raw-missing"),
        ("cut short", lambda p: p.write_bytes(p.read_bytes()[:20]), "raw-damaged"),
        ("overwritten", lambda p: p.write_bytes(b"\0" * 50), "raw-damaged"),
    ],
)
def test_raw_bytes(tmp_path: Path, name: str, change: Callable[[Path], None], kind: str) -> None:
    with create_archive(str(tmp_path / "a")) as archive:
        archive.add([addition("saraqib")], READER)
        assert isinstance(archive.blobs, FileBlobs)
        [digest] = archive.blobs.digests()
        change(archive.blobs.path(digest))
        assert [f.kind for f in archive.verify()] == [kind]


def test_raw_bytes_in_a_table(postgres: str) -> None:
    with create_archive(new_database(postgres)) as archive:
        archive.add([addition("saraqib")], READER)
        with archive.engine.connect().execution_options(writes=True) as c, c.begin():
            c.execute(text("UPDATE blob SET data = :d"), {"d": zlib.compress(b"other")})
        with archive.read() as c:
            assert [f.kind for f in verify(c, archive.blobs)] == ["raw-swapped"]


def test_a_sound_archive_has_no_findings_and_verify_writes_nothing(filled: Archive) -> None:
    before = filled.head()
    assert list(filled.verify()) == []
    assert filled.head() == before


def index_row(archive: Archive, table: str, key: int, words: str | None) -> None:
    """Put other words into the search index for a row, or none."""
    with archive.engine.connect().execution_options(writes=True) as c, c.begin():
        if c.dialect.name == "postgresql":
            c.execute(text(f"DELETE FROM {table} WHERE rowid = :k"), {"k": key})
            if words:
                c.execute(text(f"INSERT INTO {table} VALUES (:k, to_tsvector('simple', :w))"), {"k": key, "w": words})
            return
        body = rows_body(c, table, key)
        remove = f"INSERT INTO {table} ({table}, rowid, body) VALUES ('delete', :k, :w)"
        if body:
            c.execute(text(remove), {"k": key, "w": body})
        if words:
            c.execute(text(f"INSERT INTO {table} (rowid, body) VALUES (:k, :w)"), {"k": key, "w": words})


def rows_body(c: Connection, table: str, key: int) -> str | None:
    if table == "report_words":
        row = c.execute(select(report.c.text, report.c.title).where(report.c.entry == key)).first()
        return None if row is None else body(derived.report_words(row.text, row.title))
    query = select(claim.c.json, report.c.text).join(report, report.c.id == claim.c.report_id)
    row = c.execute(query.where(claim.c.pk == key)).first()
    return None if row is None else body(derived.claim_words(derived.loads(row.json), row.text))


def test_processes_find_what_one_finds_in_the_same_order(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riwaya.archive.verify._MANY", 0)
    monkeypatch.setattr("riwaya.archive.verify._ENTRIES", 4)
    assert list(filled.verify(jobs=2)) == []
    for _, tamper, _ in (ALL[0], ALL[1], ALL[12], ALL[13]):
        tamper(filled)
    alone = list(filled.verify())
    assert len(alone) > 3 and list(filled.verify(jobs=2)) == alone


def test_a_ruling_hidden_or_made_up_is_named(filled: Archive) -> None:
    one, other = [c.claim["id"] for c in filled.claims(Filter(limit=2))]
    filled.rule("merge", [one, other], "ليلى", "the same strike")
    assert list(filled.verify()) == []
    sql(f"UPDATE ruled SET claim_id = 'c-other' WHERE claim_id = '{one}'")(filled)
    assert [f.kind for f in filled.verify()] == ["ruling-removed", "ruling-inserted"]


def test_a_superseded_or_handmade_claim_moved_to_another_report_is_named(filled: Archive) -> None:
    first = addition("saraqib")
    report = first.taken.report.id
    assert first.reading is not None
    filled.add_reading(report, first.taken.report.text, first.reading, READER)
    made = {k: v for k, v in next(iter(filled.claims(Filter(report=report)))).claim.items() if k != "id"}
    filled.add_claim(report, made, "ليلى", "seen")
    assert list(filled.verify()) == []
    for rows in ("current = 0", "reading IS NULL"):
        sql(f"UPDATE claim SET report_id = (SELECT max(id) FROM report WHERE id <> report_id) WHERE {rows}")(filled)
        found = list(filled.verify())
        assert "claim-changed" in {f.kind for f in found} and "another report" in "".join(f.message for f in found)
        sql(f"UPDATE claim SET report_id = '{report}' WHERE {rows}")(filled)


@given(st.text(st.sampled_from("وبالغارات في إدلِب Élysée3_ \n\u200f\u00a0\u0640'.") | st.characters(codec="utf-8")))
def test_the_index_holds_the_stems_of_a_texts_words_each_once(words: str) -> None:
    assert body(words).split() == list(dict.fromkeys(s for w in words_of(words) for s in stems(w)))


@pytest.mark.parametrize("table", ["claim_words", "report_words"])
@pytest.mark.parametrize("what", ["other words", "gone", "of nothing", "all gone"])
def test_the_search_index_is_held_against_the_record_and_made_anew(filled: Archive, table: str, what: str) -> None:
    assert list(filled.verify()) == []
    column = claim.c.pk if table == "claim_words" else report.c.entry
    with filled.read() as c:
        key = c.execute(select(column).order_by(column).limit(1)).scalar_one()
        before = [x.claim["id"] for x in filled.claims(Filter(words="سراقب"))]
    if what == "all gone":
        with filled.engine.connect().execution_options(writes=True) as c, c.begin():
            c.execute(text(f"DROP TABLE {table}"))
            if c.dialect.name == "postgresql":
                c.execute(text(f"CREATE TABLE {table} (rowid bigint PRIMARY KEY, body tsvector NOT NULL)"))
    else:
        index_row(filled, table, 999 if what == "of nothing" else key, None if what == "gone" else "ملفق")
    found = list(filled.verify())
    assert {f.kind for f in found} == {"index-off"} and "riwaya reindex" in found[0].message
    filled.reindex()
    assert list(filled.verify()) == []
    assert [x.claim["id"] for x in filled.claims(Filter(words="سراقب"))] == before
    assert not list(filled.claims(Filter(words="ملفق")))


def test_columns_that_were_tampered_with_are_made_anew(filled: Archive) -> None:
    sql("UPDATE claim SET stance = 'denies', current = 0, places = NULL WHERE stance = 'asserts'")(filled)
    assert {f.kind for f in filled.verify()} == {"claim-column"}
    assert filled.reindex()[1] > 0
    assert list(filled.verify()) == []


def test_a_damaged_index_of_sqlite_is_named_and_made_anew(tmp_path: Path) -> None:
    with create_archive(str(tmp_path / "a")) as archive:
        archive.add([addition("saraqib")], READER)
        sql("UPDATE claim_words_data SET block = x'00ff00ff' WHERE id > 10")(archive)
        assert [f.kind for f in archive.verify()] == ["index-off"]
        archive.reindex()
        assert list(archive.verify()) == []
