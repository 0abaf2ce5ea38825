"""One incident, question by question: every account with its words, and whether independent origins agree.

Nothing here says who is right. `agreement` of a question is one of

- `single`: one origin answers it;
- `corroborated`: two or more independent origins give answers that fit one another;
- `differs`: numbers that no value fits together;
- `contested`: denied by one, or laid at different doors;
- `conceded`: acknowledged by a voice against the interest of its own side.
"""

from collections.abc import Callable, Sequence
from typing import Any

from riwaya.incidents.origins import Origin, class_of, origins, voice_of
from riwaya.incidents.ranges import people_set, ranges
from riwaya.incidents.records import ClaimRecord, Incident
from riwaya.model import PRECISIONS

Account = dict[str, Any]


def describe(incident: Incident, found: Sequence[Origin] | None = None) -> dict[str, Any]:
    """An incident as JSON: id, type, start, end, places, claims, context, agreement, origins, questions, ranges.

    `found` are its origins where they were worked out from more than is to be told.
    """
    found = origins(incident.claims) if found is None else found
    home = {i: n for n, o in enumerate(found) for i in o.claims}
    questions: dict[str, Any] = {}
    for name, answer in _QUESTIONS:
        accounts = [a for r in incident.claims for a in _accounts(r, answer, home)]
        if accounts:
            questions[name] = {"agreement": _agreement(name, accounts), "accounts": sorted(accounts, key=_when_said)}
    days = [d for r in incident.claims for d in _days(r) if d]
    sure = [d for r in incident.claims for d in _days(r, sure=True) if d] or days
    return {
        "id": incident.id, "type": _common([r.claim["event"]["type"] for r in incident.claims]),
        "start": min(sure, default=None), "end": max(sure, default=None), "places": _places(incident.claims),
        "claims": [r.id for r in incident.claims], "context": [r.id for r in incident.context],
        "reports": sorted({str(r.report["id"]) for r in incident.claims}),
        "agreement": _overall(questions), "origins": [_origin(o) for o in found], "questions": questions,
        "changes": _changes(questions), "ranges": ranges(questions, people_set(r.claim for r in incident.claims)),
    }  # fmt: skip


def _origin(o: Origin) -> dict[str, Any]:
    return {"name": o.name, "class": o.kind, "claims": list(o.claims), "why": list(o.reasons), "ties": list(o.ties)}


def _accounts(
    r: ClaimRecord, answer: Callable[[ClaimRecord], list[dict[str, Any]]], home: dict[str, int]
) -> list[Account]:
    voice = voice_of(r)
    base = {
        "claim": r.id, "voice": voice.get("text"), "voice_en": voice.get("name_en"), "voice_id": voice.get("id"),
        "class": class_of(r), "side": voice.get("side"), "stance": r.claim["stance"],
        "certainty": r.claim.get("certainty"), "outlet": r.report.get("outlet"), "report": r.report["id"],
        "published": r.report.get("published"), "origin": home[r.id],
    }  # fmt: skip
    return [{**base, **value} for value in answer(r)]


def _words(r: ClaimRecord, span: Any = None) -> str | None:
    text = r.report.get("text")
    start, end = span or r.claim.get("span") or (0, 0)
    return text[start:end] if text and end else None


def _happened(r: ClaimRecord) -> list[dict[str, Any]]:
    no = r.claim["stance"] == "denies" or bool(r.claim.get("negated"))
    return [{"value": "denied" if no else "reported", "words": _words(r)}]


def _who(r: ClaimRecord) -> list[dict[str, Any]]:
    return [
        {"value": p.get("id") or p["text"], "name_en": p.get("name_en"), "actor_side": p.get("side"),
         "denied": r.claim["stance"] == "denies", "words": _words(r, p.get("span")) or p["text"]}
        for p in r.claim["event"]["actors"]
    ]  # fmt: skip


def _weapon(r: ClaimRecord) -> list[dict[str, Any]]:
    return [{"value": w["type"], "words": w.get("text")} for w in r.claim["event"]["weapons"]]


def _munitions(r: ClaimRecord) -> list[dict[str, Any]]:
    return [_number(q, q["of"]) for q in r.claim["event"]["quantities"]]


def _toll(outcome: str) -> Callable[[ClaimRecord], list[dict[str, Any]]]:
    def answer(r: ClaimRecord) -> list[dict[str, Any]]:
        return [_number(c, c["group"]) for c in r.claim["event"]["casualties"] if c["outcome"] == outcome]

    return answer


def _number(x: Any, of: str) -> dict[str, Any]:
    return {"of": of, "min": x["min"], "max": x["max"], "approximate": x["approximate"], "words": x.get("text")}


def _when(r: ClaimRecord) -> list[dict[str, Any]]:
    w = r.claim["event"].get("when") or {}
    if not w.get("start") or w.get("inferred"):
        return []
    return [{"value": [w["start"], w.get("end")], "words": w.get("text")}]


def _where(r: ClaimRecord) -> list[dict[str, Any]]:
    return [
        {"value": p.get("id") or p["text"], "name_en": p.get("name_en"), "lat": p.get("lat"), "lon": p.get("lon"),
         "precision": p["precision"], "words": p["text"]}
        for p in r.claim["event"]["places"]
    ]  # fmt: skip


_QUESTIONS: tuple[tuple[str, Callable[[ClaimRecord], list[dict[str, Any]]]], ...] = (
    ("happened", _happened), ("who", _who), ("weapon", _weapon), ("munitions", _munitions), ("killed", _toll("killed")),
    ("injured", _toll("injured")), ("missing", _toll("missing")), ("detained", _toll("detained")),
    ("displaced", _toll("displaced")), ("when", _when), ("where", _where),
)  # fmt: skip
_NUMBERS = frozenset(("munitions", "killed", "injured", "missing", "detained", "displaced"))


def _agreement(name: str, accounts: list[Account]) -> str:
    if name in ("happened", "who") and any(_concedes(a) for a in accounts):
        return "conceded"
    if name == "happened":
        if len({a["value"] for a in accounts}) > 1:
            return "contested"
    elif name == "who":
        if any(a["denied"] for a in accounts) or _doors(accounts) > 1:
            return "contested"
    elif name in _NUMBERS:
        if any(_disjoint(_latest([a for a in accounts if a["of"] == of])) for of in {a["of"] for a in accounts}):
            return "differs"
    elif name == "when" and _disjoint([_as_interval(a) for a in accounts]):
        return "differs"
    return "corroborated" if len({a["origin"] for a in accounts}) > 1 else "single"


def _doors(accounts: list[Account]) -> int:
    """At how many sides' doors it is laid; an actor with no known side is a door of its own only beside none."""
    sides = {a["actor_side"] for a in accounts if a["actor_side"]}
    return len(sides) if sides else len({a["value"] for a in accounts})


def _concedes(a: Account) -> bool:
    return bool(a["stance"] == "acknowledges")


def _latest(accounts: list[Account]) -> list[dict[str, Any]]:
    """Each origin's newest interval: what one claim counts in parts, or one voice counts up, is no difference."""
    out: dict[int, tuple[tuple[str, str], dict[str, Any]]] = {}
    for a in sorted(accounts, key=_when_said):
        said, one = _when_said(a), {"min": a["min"], "max": a["max"]}
        last = out.get(a["origin"])
        if last is not None and last[0][0] == said[0]:
            lows = [x["min"] for x in (last[1], one) if x["min"] is not None]
            highs = [x["max"] for x in (last[1], one)]
            one = {"min": min(lows, default=None), "max": None if None in highs else max(highs)}
        out[a["origin"]] = (said, one)
    return [one for _, one in out.values()]


def _disjoint(accounts: Sequence[dict[str, Any]]) -> bool:
    """Whether no number fits all intervals; open ends fit whatever is beyond."""
    low = max((a["min"] for a in accounts if a["min"] is not None), default=None)
    high = min((a["max"] for a in accounts if a["max"] is not None), default=None)
    return low is not None and high is not None and bool(low > high)


def _as_interval(a: Account) -> dict[str, Any]:
    start, end = a["value"]
    return {"min": start, "max": end}


def _overall(questions: dict[str, Any]) -> str:
    """The class of an incident: the strongest thing any question says of it."""
    found = {name: q["agreement"] for name, q in questions.items()}
    for wanted in ("conceded", "contested"):
        if wanted in (found.get("happened"), found.get("who")):
            return wanted
    if "differs" in found.values():
        return "differs"
    return str(found.get("happened", "single"))


def _changes(questions: dict[str, Any]) -> list[dict[str, Any]]:
    """How one voice's account changed from one day's report to a later one's: retracted, reversed, rising, falling."""
    out = _retractions(questions)
    for name in sorted(_NUMBERS & set(questions)):
        last: dict[tuple[Any, Any], Account] = {}
        for a in questions[name]["accounts"]:
            who = (a["voice_id"] or a["voice"], a["of"])
            was = last.get(who)
            if was and (was["min"], was["max"]) != (a["min"], a["max"]) and was["published"] != a["published"]:
                out.append(
                    {"kind": _direction(was, a), "question": name, "of": a["of"], "voice": a["voice"],
                     "from": [was["min"], was["max"]],
                     "to": [a["min"], a["max"]], "between": [was["published"], a["published"]],
                     "claims": [was["claim"], a["claim"]]}
                )  # fmt: skip
            last[who] = a
    return out


def _retractions(questions: dict[str, Any]) -> list[dict[str, Any]]:
    """Where a voice that reported a happening denies it in a later report, or the other way round."""
    out = []
    last: dict[Any, Account] = {}
    for a in questions.get("happened", {}).get("accounts", []):
        who = a["voice_id"] or (a["voice"], a["outlet"])
        was = last.get(who)
        if was and was["value"] != a["value"] and was["published"] != a["published"]:
            out.append(
                {"kind": "retracted" if a["value"] == "denied" else "reversed", "question": "happened", "of": None,
                 "voice": a["voice"], "from": was["value"], "to": a["value"],
                 "between": [was["published"], a["published"]], "claims": [was["claim"], a["claim"]]}
            )  # fmt: skip
        last[who] = a
    return out


def _direction(was: Account, now: Account) -> str:
    """`rising`, `falling`, or `changed` where neither end says which."""
    pairs = [(was[n], now[n]) for n in ("min", "max") if was[n] is not None and now[n] is not None]
    if pairs and all(a <= b for a, b in pairs):
        return "rising"
    return "falling" if pairs and all(a >= b for a, b in pairs) else "changed"


def _when_said(a: Account) -> tuple[str, str]:
    return (a["published"] or "", a["claim"])


def _days(r: ClaimRecord, sure: bool = False) -> list[str | None]:
    w = r.claim["event"].get("when") or {}
    if sure and w.get("inferred"):
        return []
    return [w.get("start"), w.get("end")]


def _places(claims: Sequence[ClaimRecord]) -> list[dict[str, Any]]:
    """Places that claims name, the most precise first, each once."""
    seen: dict[str, dict[str, Any]] = {}
    for r in claims:
        for p in r.claim["event"].get("places") or []:
            kept = {k: p.get(k) for k in ("text", "name_en", "id", "lat", "lon", "precision")}
            seen.setdefault(str(p.get("id") or p["text"]), kept)
    return sorted(seen.values(), key=lambda p: (PRECISIONS.index(p["precision"]), p["text"]))


def _common(types: list[str]) -> str:
    """The type most claims give; the vague `unspecified_violence` only where there is no other."""
    named = [t for t in types if t != "unspecified_violence"] or types
    return max(dict.fromkeys(named), key=lambda t: (named.count(t), t))
