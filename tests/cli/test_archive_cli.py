"""The archive from the command line: what people do with it, end to end, over every kind of source."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from riwaya.cli.main import app
from riwaya.errors import RiwayaError
from tests.archive.test_seal import authority as authority
from tests.intake.containers import FEED, export, message, wacz, warc
from tests.intake.pages import STATEMENT, page, photographed, printed
from tests.intake.test_fetch import HITS
from tests.intake.test_fetch import server as server

SAMPLES = Path(__file__).parents[2] / "samples"
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on an archive of its own; what it printed. `fails` is the exit code expected."""
    monkeypatch.setenv("RIWAYA_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.setenv("RIWAYA_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("RIWAYA_USER", "ليلى")
    runner = CliRunner()
    runner.invoke(app, ["init"])

    def go(*args: object, fails: int = 0) -> str:
        result: Result = runner.invoke(app, [str(a) for a in args])
        if isinstance(result.exception, RiwayaError):
            assert fails == 2, result.exception
            return str(result.exception)
        assert result.exit_code == fails, result.output
        return result.output

    return go


def strikes(run: Run) -> list[dict[str, object]]:
    lines = run("search", "--type", "air_strike", "--stance", "asserts", "--format", "json").splitlines()
    return [json.loads(x)["claim"] for x in lines]


def test_samples_added_verified_searched_exported(run: Run, tmp_path: Path) -> None:
    assert "added 10 reports" in run("add", SAMPLES)
    assert "added 0 reports" in run("add", SAMPLES)
    assert "sound: 10 reports" in run("verify")
    found = run("search", "--place", "دوما", "--limit", 500)
    assert "بدوما" in found and not found.startswith("0 claims")
    assert "10 reports" in run("search", "--reports")
    for name in ("c.csv", "c.xlsx", "c.geojson", "c.parquet", "c.jsonl", "c.jsonld"):
        assert "rows in" in run("export", tmp_path / name)
    run("export", tmp_path / "acled.csv", "--acled-columns")
    run("export", tmp_path / "hxl.csv", "--hxl", "--since", "2016-01-01")
    run("export", tmp_path / "public.csv", "--public", "--embargo", 30, "--place", "دوما")
    assert "دوما" not in (tmp_path / "public.csv.meta.json").read_text(encoding="utf-8")
    acts = [json.loads(x)["act"] for x in run("custody", "--json").splitlines()]
    assert acts.count("export.made") == 9 and "sound" in run("verify")


def _write(name: str, data: bytes | str) -> Callable[[Path], Path]:
    def go(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return go


def _pdf(folder: Path) -> Path:
    return _write("s.pdf", printed(folder))(folder)


SOURCES: dict[str, Callable[[Path], Path]] = {
    "text": _write("a.txt", STATEMENT),
    "cp1256": _write("b.txt", STATEMENT.encode("cp1256")),
    "page": _write("p.html", page()),
    "telegram": _write("result.json", export(message(), {"id": 1, "type": "service"})),
    "warc": _write("c.warc.gz", warc(pages=1)),
    "wacz": _write("c.wacz", wacz()),
    "feed": _write(
        "f.xml", FEED.replace("<item><title></title><description></description></item>", "").format(STATEMENT)
    ),
    "csv": _write("t.csv", f'text,published\n"{STATEMENT}",2017-03-14\n'),
    "pdf": _pdf,
}


@pytest.mark.parametrize("name", SOURCES)
def test_every_kind_of_source_ends_in_its_claims(run: Run, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    assert "0 failed" in run("add", SOURCES[name](folder))
    found = [c for c in strikes(run) if c["event"]["casualties"]]  # type: ignore[index]
    assert found, "no air strike with its dead"
    event = found[0]["event"]
    assert [a["id"] for a in event["actors"]] == ["syrian-air-force"]  # type: ignore[index]
    assert {p["name_en"] for p in event["places"]} == {"Idlib", "Syria"}  # type: ignore[index]
    assert ("people", 12) in {(c["group"], c["min"]) for c in event["casualties"]} or (  # type: ignore[index]
        "civilians", 12) in {(c["group"], c["min"]) for c in event["casualties"]}  # type: ignore[index]  # fmt: skip
    assert "sound" in run("verify")


def test_a_photographed_statement_is_hedged_and_marked(run: Run, tmp_path: Path) -> None:
    from riwaya.errors import BadInput
    from riwaya.intake import ocr

    try:
        ocr.check_tesseract("x")
    except BadInput as error:
        pytest.skip(str(error))
    (tmp_path / "s.png").write_bytes(photographed(tmp_path))
    run("add", tmp_path / "s.png", "--published", "2017-03-15")
    lines = [json.loads(x)["claim"] for x in run("search", "--limit", 50, "--format", "json").splitlines()]
    found = [c for c in lines if any(x["min"] == 12 for x in c["event"]["casualties"])]
    assert found and found[0]["certainty"] == "hedged" and found[0]["ocr"]["confidence"] > 50
    assert all(x["review"] == "ocr" for x in found[0]["event"]["casualties"])


def test_a_forwarded_message_shows_whose_it_was(run: Run, tmp_path: Path) -> None:
    (tmp_path / "result.json").write_bytes(export(message(forwarded_from="مراسل سراقب")))
    run("add", tmp_path / "result.json")
    chain = strikes(run)[0]["attribution"]
    assert [v["text"] for v in chain][:2] == ["غرفة الساحل", "مراسل سراقب"]  # type: ignore[attr-defined]


def test_one_bad_file_among_good_ones(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.txt").write_text(f"{STATEMENT} {n}", encoding="utf-8")
    (folder / "3.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "x.docx").write_bytes(b"\x00\x01")
    out = run("add", folder, fails=2)
    assert "added 5 reports" in out and "2 failed" in out and "3.pdf" in out and "x.docx" in out
    lines = [json.loads(x) for x in run("add", folder, "--json", fails=2).splitlines() if x.startswith("{")]
    assert [x.get("outcome") for x in lines].count("known") == 5 and sum("error" in x for x in lines) == 2


def test_decisions(run: Run, tmp_path: Path) -> None:
    run("add", SAMPLES / "douma-market-agency.txt")
    i = json.loads(run("search", "--format", "json", "--limit", 1).splitlines()[0])["claim"]["id"]
    assert "say why" in run("correct", i, "stance", "denies", fails=2)
    out = run("correct", i, "stance", "denies", "--reason", "the verb denies")
    assert json.loads(run("show", i, "--format", "json"))["status"] == "corrected"
    run("note", i, "look at the headline")
    run("undo", i, out.split()[1].rstrip(":"), "--reason", "no")
    run("confirm", i)
    shown = json.loads(run("show", i, "--format", "json"))
    assert shown["status"] == "confirmed" and [d["act"] for d in shown["decisions"]] == [
        "correct",
        "note",
        "undo",
        "confirm",
    ]
    run("reject", i, "--reason", "x")
    assert i not in run("search", "--limit", 500) and i in run("search", "--limit", 500, "--rejected")
    report = json.loads(run("search", "--reports", "--format", "json").splitlines()[0])["report"]
    text = json.loads(run("show", report, "--format", "json"))["text"]
    words = text.splitlines()[0][:40]
    made = run("add-claim", report, words, "--type", "shelling").strip()
    assert json.loads(run("show", made, "--format", "json"))["status"] == "added"
    assert "not in the report" in run("add-claim", report, "كلام ليس فيه", "--type", "shelling", fails=2)
    assert "is none of" in run("add-claim", report, words, "--type", "storm", fails=2)
    assert "sound" in run("verify")


def test_reading_again(run: Run, tmp_path: Path) -> None:
    run("add", SAMPLES / "douma-market-agency.txt")
    assert "read 0 reports again" in run("reread")
    lexicon = tmp_path / "lexicon"
    lexicon.mkdir()
    (lexicon / "voices.yml").write_text("[]\n", encoding="utf-8")
    assert "read 1 reports again" in run("reread", "--lexicon", lexicon)
    report = json.loads(run("search", "--reports", "--format", "json").splitlines()[0])["report"]
    assert "->" in run("diff", report) and len(json.loads(run("show", report, "--format", "json"))["readings"]) == 2
    assert "read 0 reports again" in run("reread", "--lexicon", lexicon, "--since", "2020-01-01")


def test_sealed_and_checked(run: Run, tmp_path: Path, authority: tuple[str, Path]) -> None:
    url, root = authority
    run("add", SAMPLES / "douma-market-agency.txt")
    run("keys", "make", "desk")
    seal, key = tmp_path / "seal.json", tmp_path / "keys" / "desk.pub"
    run("seal", seal, "--key", "desk", "--timestamp", url)
    out = run("verify", "--seal", seal, "--key", key, "--tsa", root)
    assert "seal holds" in out and "timestamp holds" in out and "holds the sealed head" in out
    run("add", SAMPLES)
    assert "holds the sealed head" in run("verify", "--seal", seal, "--key", key)
    assert "desk" in run("keys", "list") and "needs --key" in run("verify", "--seal", seal, fails=2)


def test_a_chain_made_anew_is_not_the_sealed_one(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", SAMPLES / "douma-market-agency.txt")
    run("keys", "make")
    run("seal", tmp_path / "s.json")
    monkeypatch.setenv("RIWAYA_ARCHIVE", str(tmp_path / "other"))
    run("init")
    run("add", SAMPLES / "douma-market-agency.txt")
    run("add", SAMPLES / "gaza-roundup.txt")
    message = run("verify", "--seal", tmp_path / "s.json", "--key", tmp_path / "keys" / "default.pub", fails=2)
    assert "not the one that was sealed" in message


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["search", "--box", "1,2"], "SOUTH,WEST,NORTH,EAST"),
        (["search", "--since", "yesterday"], "YYYY-MM-DD"),
        (["show", "c-none"], "no such report"),
        (["add", "x", "--map", "body"], "FIELD=COLUMN"),
        (["export", "x.csv", "--embargo", "3"], "--public"),
        (["export", "/nowhere/x.csv"], "cannot be written"),
        (["export", "x.doc"], "choose one of"),
        (["verify", "--archive", "/nowhere"], "riwaya init"),
        (["diff", "abc"], "no such report"),
        (["raw", "0" * 64], "missing"),
        (["raw", "../riwaya"], "no SHA-256"),
    ],
)
def test_bad_input_is_said_plainly(run: Run, args: list[str], message: str) -> None:
    assert message in run(*args, fails=2)


def test_verify_names_what_is_off_and_exits_with_one(run: Run, tmp_path: Path) -> None:
    run("add", SAMPLES / "douma-market-agency.txt")
    with sqlite3.connect(tmp_path / "archive" / "riwaya.sqlite") as database:
        database.execute("UPDATE report SET outlet = 'x'")
    assert "report-changed" in run("verify", fails=1)
    assert json.loads(run("verify", "--json", fails=1).splitlines()[0])["kind"] == "report-changed"


def test_an_address_is_asked_for_again_only_if_it_changed(run: Run, server: str) -> None:
    assert "added 1 reports" in run("add", f"{server}/same")
    assert "added 0 reports" in run("add", f"{server}/same")
    assert [headers.get("If-None-Match") for _, headers in HITS] == [None, '"v1"']
    run("add", f"{server}/bare", fails=2)
    run("add", f"{server}/bare", fails=2)
    assert HITS[-1][1].get("If-None-Match") is None, "what gave no report is asked for anew"
