"""Linking from raw text: reports of our own about thirteen happenings, by B-cubed F1 against their gold links."""

import json
from pathlib import Path
from typing import Any

import yaml

import riwaya
from riwaya.incidents.link import link
from riwaya.incidents.records import ClaimRecord

CORPUS = Path(__file__).parent / "corpus"
FLOOR = 0.93


def records() -> list[ClaimRecord]:
    index: dict[str, dict[str, str]] = json.loads((CORPUS / "index.json").read_text(encoding="utf-8"))
    out = []
    for name, about in index.items():
        text = (CORPUS / name).read_text(encoding="utf-8")
        reading = riwaya.read(text, published=about["published"], outlet=about["outlet"]).to_dict()
        report = {"id": name, "outlet": about["outlet"], "published": about["published"], "text": text}
        out += [ClaimRecord(c, report) for c in json.loads(json.dumps(reading["claims"]))]
    return out


def gold_items(found: list[ClaimRecord]) -> list[tuple[str, str | None]]:
    """Each gold claim's happening, and the claim that stands for it: the one whose trigger lies in the gold's words."""
    gold: dict[str, list[list[str]]] = yaml.safe_load((CORPUS / "gold.yml").read_text(encoding="utf-8"))
    items: list[tuple[str, str | None]] = []
    for name, rows in gold.items():
        text = (CORPUS / name).read_text(encoding="utf-8")
        for words, label in rows:
            at = text.index(words)
            claim = next(
                (r.id for r in found if r.report["id"] == name and _within(r.claim["trigger"], at, len(words))), None
            )
            items.append((label, claim))
    return items


def _within(trigger: Any, at: int, length: int) -> bool:
    return bool(at <= trigger[0] and trigger[1] <= at + length)


def b_cubed(items: list[tuple[str, str | None]], home: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1; a gold claim that was not read is found with nobody."""
    precision, recall = [], []
    for label, claim in items:
        same_gold = [c for other, c in items if other == label]
        if claim is None:
            recall.append(0.0)
            continue
        together = [other for other, c in items if c is not None and home[c] == home[claim]]
        right = sum(other == label for other in together)
        precision.append(right / len(together))
        recall.append(right / len(same_gold))
    p, r = sum(precision) / len(precision), sum(recall) / len(recall)
    return p, r, 2 * p * r / (p + r)


def measure() -> tuple[float, float, float]:
    """B-cubed precision, recall and F1 of the corpus."""
    found = records()
    home = {r.id: i.id for i in link(found) for r in i.claims}
    return b_cubed(gold_items(found), home)


def test_b_cubed_stays_above_its_floor() -> None:
    p, r, f = measure()
    assert f >= FLOOR, (p, r, f)


def test_b_cubed_of_known_cases() -> None:
    items: list[tuple[str, str | None]] = [("x", "1"), ("x", "2"), ("y", "3")]
    assert b_cubed(items, {"1": "a", "2": "a", "3": "b"}) == (1.0, 1.0, 1.0)
    p, r, _ = b_cubed(items, {"1": "a", "2": "a", "3": "a"})
    assert (round(p, 3), r) == (0.556, 1.0)
    p, r, _ = b_cubed(items, {"1": "a", "2": "b", "3": "c"})
    assert (p, round(r, 3)) == (1.0, 0.667)
