"""Field-by-field scores of predicted claims against gold; formats as in the gold files beside this one.

A gold claim and a predicted one are paired where the prediction's trigger lies in the gold's extent and they
agree on enough; then every field is counted: (right, spurious, missed).
"""

import math
import re
from typing import Any

from riwaya.text.normalize import normalize

FIELDS = ("event", "source", "stance", "actors", "targets", "weapons", "places", "when", "quantities", "casualties")
ALIKE = {"missile": "rocket"}
Counts = tuple[int, int, int]


def f1(right: int, spurious: int, missed: int) -> float:
    """Harmonic mean of precision and recall."""
    if not right:
        return 0.0 if spurious or missed else 1.0
    return 2 * right / (2 * right + spurious + missed)


def words(text: str) -> set[str]:
    """Rough stems of a name's words."""
    out = set()
    for w in re.findall(r"\w+", normalize(text)):
        for prefix in ("وال", "بال", "كال", "فال", "ال", "لل"):
            if w.startswith(prefix) and len(w) - len(prefix) >= 3:
                w = w[len(prefix) :]
                break
        else:
            if len(w) > 4 and w[0] in "وبلفك":
                w = w[1:].removeprefix("ال")
        for suffix in ("ون", "ين", "ات", "يه", "ه", "ي"):
            if w.endswith(suffix) and len(w) - len(suffix) >= 3:
                w = w[: -len(suffix)]
                break
        out.add(w)
    return out


def same(a: str, b: str) -> bool:
    """Whether two names share half the words of the shorter."""
    wa, wb = words(a), words(b)
    return bool(wa and wb) and len(wa & wb) * 2 >= min(len(wa), len(wb))


def km(a: dict[str, Any], b: dict[str, Any]) -> float:
    """Distance between two points."""
    p = math.pi / 180
    x = math.sin((b["lat"] - a["lat"]) * p / 2) ** 2
    y = math.cos(a["lat"] * p) * math.cos(b["lat"] * p) * math.sin((b["lon"] - a["lon"]) * p / 2) ** 2
    return 12742 * math.asin(math.sqrt(x + y))


def count(golds: list[dict[str, Any]], text: str, predicted: dict[str, Any]) -> dict[str, list[int]]:
    """(right, spurious, missed) per field for one report."""
    preds = predicted["claims"]
    total = {f: [0, 0, 0] for f in FIELDS}
    pairs = []
    spans = [_extent(g, text) for g in golds]
    for gi, g in enumerate(golds):
        for pi, p in enumerate(preds):
            a, b = p["trigger"]
            if not (spans[gi][0] <= a and b <= spans[gi][1]):
                continue
            t = text.find(g["trigger"], spans[gi][0])
            weight = 6.0 * (p["event"]["type"] in g["type"]) + 4 * (a < t + len(g["trigger"]) and t < b)
            weight += 3 * _source(g, p) + (p["stance"] in g["stance"])
            weight += 0.5 * sum(_field(f, g, p)[0] for f in ("actors", "places", "quantities", "casualties"))
            if weight >= 4:
                pairs.append((weight, g.get("required", True), -gi, -pi))
    used_g: set[int] = set()
    used_p: set[int] = set()
    for _, _, ngi, npi in sorted(pairs, reverse=True):
        gi, pi = -ngi, -npi
        if gi in used_g or pi in used_p:
            continue
        used_g.add(gi)
        used_p.add(pi)
        if golds[gi].get("required", True):
            for f in FIELDS:
                for i, n in enumerate(_field(f, golds[gi], preds[pi])):
                    total[f][i] += n
    for gi, g in enumerate(golds):
        if gi not in used_g and g.get("required", True):
            for f in FIELDS[:3]:
                total[f][2] += 1
            for f in FIELDS[3:7] + FIELDS[8:]:
                total[f][2] += sum(not (isinstance(x, dict) and x.get("optional")) for x in g.get(f, []))
            total["when"][2] += g.get("when") is not None
    for pi, p in enumerate(preds):
        a, b = p["trigger"]
        if pi in used_p or any(
            not g.get("required", True) and s[0] <= a and b <= s[1] for g, s in zip(golds, spans, strict=True)
        ):
            continue
        for f in FIELDS[:3]:
            total[f][1] += 1
        for f in FIELDS[3:7] + FIELDS[8:]:
            total[f][1] += len(p["event"][f])
    return total


def _extent(g: dict[str, Any], text: str) -> tuple[int, int]:
    first, last = g["extent"]
    start = text.index(first, g.get("from", 0))
    end = text.index(last, start) + len(last) if last else start + len(first)
    assert g["trigger"] in text[start:end], g["id"]
    return start, end


def _source(g: dict[str, Any], p: dict[str, Any]) -> bool:
    link = p["attribution"][-1]
    if not g["source"]:
        return bool(link["kind"] == "outlet")
    return link["kind"] != "outlet" and any(same(s, link["text"]) for s in g["source"])


def _match(gold: list[Any], pred: list[Any], ok: Any) -> Counts:
    left = list(pred)
    right = missed = 0
    for g in gold:
        hit = next((p for p in left if ok(g, p)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
        elif not (isinstance(g, dict) and g.get("optional")):
            missed += 1
    return right, len(left), missed


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _field(f: str, g: dict[str, Any], p: dict[str, Any]) -> Counts:
    ev = p["event"]
    if f == "source":
        return (1, 0, 0) if _source(g, p) else (0, 1, 1)
    if f in ("event", "stance"):
        right = ev["type"] in g["type"] if f == "event" else p["stance"] in g["stance"]
        return (1, 0, 0) if right else (0, 1, 1)
    if f in ("actors", "targets"):
        gold: list[dict[str, Any]] = [{"names": _many(x)} for x in g.get(f, [])]
        gold += [{"names": _many(x), "optional": True} for x in g.get(f"{f}_optional", [])]
        return _match(gold, ev[f], lambda a, b: any(same(n, f"{b['text']} {b['name'] or ''}") for n in a["names"]))
    if f == "weapons":
        gold = [{"type": x} for x in g.get(f, [])] + [{"type": x, "optional": True} for x in g.get(f"{f}_optional", [])]
        kinds = list(dict.fromkeys(ALIKE.get(w["type"], w["type"]) for w in ev[f]))
        return _match(gold, kinds, lambda a, b: ALIKE.get(a["type"], a["type"]) == b)
    if f == "places":
        return _places(g.get("places", []), ev["places"])
    if f == "when":
        return _when(g, ev["when"])
    key = "of" if f == "quantities" else "outcome"

    def counts_same(a: dict[str, Any], b: dict[str, Any]) -> bool:
        kinds = [ALIKE.get(x, x) for x in _many(a[key])]
        return (
            (a.get("min"), a.get("max")) == (b["min"], b["max"])
            and ALIKE.get(b[key], b[key]) in kinds
            and (key == "of" or b["group"] in _many(a["group"]))
        )

    return _match(g.get(f, []), ev[f], counts_same)


def _places(gold: list[dict[str, Any]], pred: list[dict[str, Any]]) -> Counts:
    def ok(a: dict[str, Any], b: dict[str, Any]) -> bool:
        if a.get("lat") is None:
            return same(a["text"], b["text"])
        return b["lat"] is not None and km(a, b) <= a.get("km", 5)

    right, _, missed = _match(gold, pred, ok)
    spurious = sum(not any(ok(a, b) for a in gold) for b in pred)
    return right, spurious, missed


def _when(g: dict[str, Any], when: dict[str, Any] | None) -> Counts:
    gold = g.get("when")
    if gold is None:
        return (0, 0, 0) if when is None or when["inferred"] or g.get("when_free") else (0, 1, 0)
    if when is not None and any((a.get("start"), a.get("end")) == (when["start"], when["end"]) for a in _many(gold)):
        return 1, 0, 0
    return 0, int(when is not None), 1
