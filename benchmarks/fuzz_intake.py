"""Coverage-guided fuzzing of the readers: `python benchmarks/fuzz_intake.py [-runs=20000] [-max_total_time=60]`.

Needs atheris (`uv pip install atheris`), which is no dependency of the project. Anything but reports, failures and
BadInput is a finding; so is a reader that takes longer than `-timeout` seconds, or a file that appears on disk.
"""

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["riwaya.intake"]):
    from riwaya.errors import BadInput
    from riwaya.intake.feed import from_feed
    from riwaya.intake.files import Failure
    from riwaya.intake.html import from_html
    from riwaya.intake.mail import from_mail
    from riwaya.intake.mhtml import from_mhtml
    from riwaya.intake.table import from_csv, from_jsonl
    from riwaya.intake.taken import Options
    from riwaya.intake.telegram import from_telegram
    from riwaya.intake.wacz import from_wacz
    from riwaya.intake.warc import from_warc
    from riwaya.intake.zipped import members
    from riwaya.model import Taken

OPTIONS = Options(ocr=False)
READERS: tuple[Callable[[bytes], Iterable[Any]], ...] = (
    lambda d: from_telegram(d, "f", OPTIONS),
    lambda d: from_telegram(b'{"messages": [' + d + b"]}", "f", OPTIONS),
    lambda d: from_csv(io.BytesIO(b"text,published\n" + d), "f", OPTIONS),
    lambda d: from_jsonl(io.BytesIO(d), "f", OPTIONS),
    lambda d: [from_html(d, "f", OPTIONS)],
    lambda d: from_warc(io.BytesIO(b"WARC/1.0\r\nWARC-Type: response\r\n" + d), "f", OPTIONS),
    lambda d: from_wacz(io.BytesIO(d), "f", OPTIONS),
    lambda d: from_feed(d, "f", OPTIONS),
    lambda d: [from_mail(d, "f", OPTIONS)],
    lambda d: [from_mhtml(d, "f", OPTIONS)],
    lambda d: (Taken if not isinstance(m, Failure) else m for m in members(io.BytesIO(d), "f", 1_000_000)),
)


def one_input(data: bytes) -> None:
    """One run: the first byte chooses the reader."""
    if not data:
        return
    reader = READERS[data[0] % len(READERS)]
    try:
        for item in reader(data[1:]):
            assert item is Taken or isinstance(item, Taken | Failure | str), type(item)
    except BadInput:
        pass
    assert not any(Path.cwd().iterdir()), "a reader wrote a file"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        atheris.Setup(sys.argv, one_input)
        atheris.Fuzz()
