"""The command line as a user meets it: real processes, real files, bad input of every kind."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "قال مصدر عسكري إن طائرات حربية قصفت مدينة دوما أمس، ما أدى إلى مقتل ثلاثة مدنيين.\n"


def run(*args: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "riwaya", *args], input=stdin, capture_output=True, env=env, timeout=300, check=False
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_json_is_the_contract(report: Path) -> None:
    out = run("read", str(report), "--published", "2018-04-07", "--outlet", "صحيفة", "--format", "json")
    assert out.returncode == 0, out.stderr.decode()
    data = json.loads(out.stdout)
    assert data["report"]["published"] == "2018-04-07"
    (claim,) = data["claims"]
    assert claim["event"]["type"] == "air_strike"
    assert claim["event"]["when"]["start"] == "2018-04-06"
    assert claim["event"]["casualties"][0]["min"] == 3
    assert claim["attribution"][-1]["text"] == "مصدر عسكري"
    start, end = claim["trigger"]
    assert TEXT[start:end] == "قصفت"


def test_text_for_people_in_both_languages(report: Path) -> None:
    english = run("read", str(report), "--published", "2018-04-07").stdout.decode()
    arabic = run("read", str(report), "--labels", "ar").stdout.decode()
    assert "Voice" in english
    assert "air strike" in english
    assert "الراوي" in arabic
    assert "غير محلول" in arabic


def test_without_a_date_nothing_is_guessed(report: Path) -> None:
    data = json.loads(run("read", str(report), "--format", "json").stdout)
    when = data["claims"][0]["event"]["when"]
    assert when["start"] is None
    assert when["unresolved"]
    assert any("publication date" in note for note in data["notes"])


def test_explain_names_rules_and_entries(report: Path) -> None:
    out = run("explain", str(report), "--published", "2018-04-07").stdout.decode()
    assert "[bombard]" in out
    assert "stance" in out
    assert "time.own" in out


def test_samples_read_with_their_index() -> None:
    out = run("read", str(ROOT / "samples"), "--format", "jsonl")
    assert out.returncode == 0, out.stderr.decode()
    rows = [json.loads(line) for line in out.stdout.splitlines()]
    assert len(rows) >= 8
    assert all(r["report"]["published"] and r["claims"] for r in rows)


def test_jsonl_keeps_order_and_reports_bad_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    good = [json.dumps({"id": f"r{i}", "text": TEXT, "published": "2018-04-07"}, ensure_ascii=False) for i in range(40)]
    good[7] = "{broken"
    path.write_text("\n".join(good), encoding="utf-8")
    for jobs in ("1", "2"):
        out = run("read", str(path), "--format", "jsonl", "--jobs", jobs)
        rows = [json.loads(line) for line in out.stdout.splitlines()]
        assert out.returncode == 2
        assert b"in.jsonl:8" in out.stderr
        assert len(rows) == 40
        assert rows[7]["line"] == 8
        assert [r["report"]["given_id"] for r in rows if "report" in r] == [f"r{i}" for i in range(40) if i != 7]


def test_standard_input() -> None:
    out = run("read", "-", "--format", "json", stdin=TEXT.encode())
    assert json.loads(out.stdout)["claims"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_encodings_give_the_same_claims(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(TEXT.encode(encoding))
    data = json.loads(run("read", str(path), "--format", "json", "--published", "2018-04-07").stdout)
    assert len(data["claims"]) == 1


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n", "empty"),
    "binary": (bytes(range(256)) * 40, "no text file"),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "OCR"),
    "huge": (b"a" * 21_000_000, "MB"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD.keys())
def test_bad_files_are_named_and_explained(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.bin"
    path.write_bytes(data)
    out = run("read", str(path))
    assert out.returncode == 2
    assert message in out.stderr.decode()
    assert "bad.bin" in out.stderr.decode()
    assert "Traceback" not in out.stderr.decode()


STRANGE = {
    "emoji": "😀🔥💣" * 2000,
    "brackets": "([{«“" * 20_000,
    "one word": "قصف " * 1_000_000,
    "english": "The army said its planes bombed the town on Friday. " * 200,
    "persian": "ارتش گفت که هواپیماهای این کشور شهر را بمباران کرده است و چند نفر کشته شده‌اند. " * 50,
    "kurdish": "هێزەکانی ئاسایش لە شارەکە ڕایانگەیاند کە بۆمبێک تەقیوەتەوە. " * 50,
    "controls": "\u202e\u2066\u200f" * 5000,
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE.keys())
def test_strange_texts_end_in_an_honest_result(tmp_path: Path, text: str) -> None:
    path = tmp_path / "strange.txt"
    path.write_text(text, encoding="utf-8")
    out = run("read", str(path), "--format", "jsonl", "--published", "2018-04-07")
    assert out.returncode == 0, out.stderr.decode()
    data = json.loads(out.stdout)
    if text[0] != "ق":
        assert data["claims"] == []
        assert data["notes"]


def test_mixed_languages_still_read(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_text("Breaking news / عاجل\n" + TEXT + "Les avions ont bombardé la ville.\n", encoding="utf-8")
    data = json.loads(run("read", str(path), "--format", "json", "--published", "2018-04-07").stdout)
    assert len(data["claims"]) == 1


@pytest.mark.parametrize(
    "args",
    [["read", "/no/such/file"], ["read", "-", "--published", "yesterday"], ["read", "-", "--lexicon", "/no/such"]],
)
def test_bad_arguments_exit_2_with_a_message(args: list[str]) -> None:
    out = run(*args, stdin=TEXT.encode())
    assert out.returncode == 2
    assert b"riwaya:" in out.stderr
    assert b"Traceback" not in out.stderr


def test_a_users_lexicon_is_used(tmp_path: Path, report: Path) -> None:
    (tmp_path / "lex").mkdir()
    (tmp_path / "lex" / "voices.yml").write_text(
        "- {id: ferryman, gloss: ferryman, kind: witnesses, inner: true, nouns: [{sg: مراكبي, pl: [مراكبية]}]}",
        encoding="utf-8",
    )
    report.write_text("قال مراكبي إن القوات قصفت بلدة دوما.", encoding="utf-8")
    out = run("read", str(report), "--format", "json", "--lexicon", str(tmp_path / "lex"))
    assert json.loads(out.stdout)["claims"][0]["attribution"][-1]["kind"] == "witnesses"


def test_lexicon_check_and_gazetteer_find() -> None:
    assert run("lexicon", "check").returncode == 0
    assert "Duma" in run("gazetteer", "find", "دوما").stdout.decode()
    assert run("--version").stdout.startswith(b"riwaya ")


def test_every_command_and_option_is_documented() -> None:
    import typer.main

    from riwaya.cli.main import app

    docs = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    found = 0
    todo: list[tuple[tuple[str, ...], Any]] = [((), typer.main.get_command(app))]
    while todo:
        path, command = todo.pop()
        for name, sub in getattr(command, "commands", {}).items():
            todo.append(((*path, name), sub))
        if path and not hasattr(command, "commands"):
            found += 1
            assert re.search(rf"`(riwaya )?{' '.join(path)}[ `]", docs), path
        for param in command.params:
            for option in param.opts + param.secondary_opts:
                if option.startswith("--") and option != "--help":
                    assert option in docs, f"{path} {option}"
    assert found > 20
