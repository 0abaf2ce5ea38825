"""ZIP files: read as folders; escapes and bombs refused and named, and nothing is written."""

import io
import os
import zipfile
from pathlib import Path

import pytest

from riwaya.intake.files import Failure
from riwaya.intake.take import take
from riwaya.intake.taken import Options
from riwaya.intake.zipped import members, unsafe
from riwaya.model import Taken

from .pages import STATEMENT, page


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:\\a.txt", "..\\a.txt", "a\x00b"])
def test_names_that_lead_outside(name: str) -> None:
    assert unsafe(name)


@pytest.mark.parametrize("name", ["a.txt", "a/b..c.txt", "..a/b.txt", "نص.txt"])
def test_names_that_stay_inside(name: str) -> None:
    assert not unsafe(name)


def test_a_pipe_in_a_folder_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(STATEMENT, encoding="utf-8")
    pipe, text = take([str(tmp_path)], Options())
    assert isinstance(pipe, Failure) and "no ordinary file" in pipe.message and isinstance(text, Taken)


def test_a_zip_as_a_folder_and_nothing_written(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("reports/one.txt", STATEMENT)
        z.writestr("reports/two.html", page())
        z.writestr("../outside.txt", STATEMENT)
        z.writestr("bomb.txt", "ا" * 9_000_000)
        z.writestr("tool.exe", "MZ")
    found = list(take([str(tmp_path / "in.zip")], Options()))
    assert {t.source.split("#")[1] for t in found if isinstance(t, Taken)} == {"reports/one.txt", "reports/two.html"}
    reasons = " ".join(f.message for f in found if isinstance(f, Failure))
    assert "leads outside" in reasons and "unpacks to" in reasons and "tool.exe" in reasons
    assert [p.name for p in tmp_path.rglob("*")] == ["in.zip"] and not (tmp_path.parent / "outside.txt").exists()


def test_a_member_that_lies_about_its_size() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("a.txt", "x" * 500_000)
    data = out.getvalue().replace((500_000).to_bytes(4, "little"), (600).to_bytes(4, "little"))
    [bad] = members(io.BytesIO(data), "z.zip", 10_000_000)
    assert isinstance(bad, Failure)
