"""Speed of reading, as ratios in one run on one core.

    uv run python benchmarks/reading.py            # reading against the floor, and start-up time
    uv run --extra bench python benchmarks/reading.py   # and against a BERT-base token classifier

The floor normalises and splits into words with `str` and `re` alone. The BERT has 12 layers of 768 and random
weights: its architecture only, what a token classifier of that size costs before it has learned anything.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"
LENGTH = 2500


def reports(count: int) -> list[str]:
    """`count` texts of about 2,500 characters, made of the samples' paragraphs in turning order."""
    paragraphs = [p for f in sorted(SAMPLES.glob("*.txt")) for p in f.read_text(encoding="utf-8").split("\n\n") if p]
    out = []
    for i in range(count):
        text, k = "", i * 7
        while len(text) < LENGTH:
            text += paragraphs[k % len(paragraphs)] + "\n\n"
            k += 1
        out.append(text[:LENGTH])
    return out


def floor(text: str) -> list[str]:
    """Normalise and split, nothing else."""
    text = re.sub("[\u064b-\u0652\u0640]", "", text)
    text = re.sub("[أإآ]", "ا", text).replace("ى", "ي").replace("ة", "ه")
    return re.findall(r"\w+", text)


def rate(work: Callable[[str], object], texts: list[str], seconds: float = 3.0) -> float:
    """Reports a second, best of three rounds."""
    best = 0.0
    for _ in range(3):
        start, done = time.perf_counter(), 0
        while time.perf_counter() - start < seconds / 3:
            for text in texts:
                work(text)
            done += len(texts)
        best = max(best, done / (time.perf_counter() - start))
    return best


def bert() -> Callable[[str], object] | None:
    """A BERT-base token classifier with random weights, or None without torch."""
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    layer = torch.nn.TransformerEncoderLayer(768, 12, 3072, batch_first=True)
    model = torch.nn.Sequential(torch.nn.Embedding(32000, 768), torch.nn.TransformerEncoder(layer, 12),
                                torch.nn.Linear(768, 32)).eval()  # fmt: skip

    def classify(text: str) -> object:
        ids = [hash(w) % 32000 for w in floor(text)][:512]
        with torch.no_grad():
            return model(torch.tensor([ids]))

    return classify


def main() -> None:
    """Print the table."""
    import riwaya

    texts = reports(60)
    riwaya.read(texts[0], published="2018-04-07", outlet="x")
    ours = rate(lambda t: riwaya.read(t, published="2018-04-07", outlet="x").to_dict(), texts)
    low = rate(floor, texts)
    print(f"riwaya.read      {ours:8.0f} reports/s  {ours * LENGTH / 1e6:6.2f} M characters/s")
    print(f"floor            {low:8.0f} reports/s; reading costs {low / ours:.1f} times the floor")
    model = bert()
    if model is None:
        print("BERT             not measured: install the extra `bench`")
    else:
        slow = rate(model, texts[:2])
        print(f"BERT-base        {slow:8.2f} reports/s; reading is {ours / slow:.0f} times as fast")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.txt"
        file.write_text(texts[0], encoding="utf-8")
        command = [sys.executable, "-m", "riwaya", "read", str(file), "--format", "json"]
        times = []
        for _ in range(4):
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            times.append(time.perf_counter() - start)
    print(f"start-up         {min(times[1:]):8.2f} s for `riwaya read` on one report, index cached")


if __name__ == "__main__":
    main()
