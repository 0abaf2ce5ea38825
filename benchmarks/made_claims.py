"""Reports with claims made up for load: skewed in space, with heavy-tailed incidents, denials and summaries.

An archive grows with time: every day has about as many claims, whatever the number asked for. One city has 30 % of
them, over its quarters; towns share the rest by a power law. No text is read; the claims are written as the reading
would, in words cut from the report.
"""

import json
import random
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from riwaya.archive.records import Addition
from riwaya.model import Report, Taken

A_DAY = 240  # claims
CITY = 0.3  # share of the claims in one city
TYPES = ("air_strike", "shelling", "shelling", "armed_clash", "unspecified_violence", "remote_explosive", "attack")
VOICES = (
    {"kind": "monitor", "text": "المرصد", "id": "sohr", "side": None},
    {"kind": "rescue_service", "text": "الدفاع المدني", "id": "white-helmets", "side": "sy-opposition"},
    {"kind": "state_media", "text": "سانا", "id": "sana", "side": "sy-government"},
    {"kind": "activists", "text": "ناشطون", "id": None, "side": None},
    {"kind": "witnesses", "text": "شهود", "id": None, "side": None},
    {"kind": "state_forces", "text": "الجيش", "id": "syrian-army", "side": "sy-government"},
)
WORDS = "قال إن طائرات حربية شنت غارات على الحي فقتل مدنيون وجرح آخرون بينهم أطفال ونساء في السوق صباح اليوم".split()


def places(chance: random.Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The city (itself, then its quarters) and the towns of the country, the most named first."""
    city = [_place("city", 36.2021, 37.1343, "city")]
    city += [
        _place(f"quarter {n}", 36.2 + chance.gauss(0, 0.03), 37.13 + chance.gauss(0, 0.03), "neighbourhood")
        for n in range(60)
    ]
    towns = [_place(f"town {n}", chance.uniform(32.5, 37), chance.uniform(36, 41), "town") for n in range(1500)]
    return city, towns


def _place(name: str, lat: float, lon: float, precision: str) -> dict[str, Any]:
    return {"text": name, "id": name.replace(" ", "-"), "name_en": name, "lat": round(lat, 4), "lon": round(lon, 4),
            "precision": precision, "span": None}  # fmt: skip


def happenings(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Claims grouped by happening, day by day, until there are `count`."""
    chance = random.Random(seed)
    city, towns = places(chance)
    region = _place("region", 35.9, 37.0, "governorate")
    weights = [1 / (n + 1) ** 0.8 for n in range(len(towns))]
    given, day = 0, date(2012, 1, 1).toordinal()
    while given < count:
        left = A_DAY
        while left > 0 and given < count:
            in_city = chance.random() < CITY
            place = chance.choice(city) if in_city else chance.choices(towns, weights)[0]
            size = min(60, max(1, int(chance.paretovariate(1.2))))
            if chance.random() < 0.04:
                place, size = region, 1
            toll = int(chance.paretovariate(0.9)) + 1
            what = {"day": day, "place": place, "city": city[0] if in_city and place is not city[0] else None,
                    "type": chance.choice(TYPES), "toll": toll, "size": size}  # fmt: skip
            yield what
            left -= size
            given += size
        day += 1


def reports(count: int, seed: int = 1, sizes: Sequence[int] = (1, 2, 4, 8)) -> Iterator[Addition]:
    """Reports on the happenings of a day or two, in the order of publication, each of one of `sizes` claims."""
    chance = random.Random(seed + 1)
    waiting: list[dict[str, Any]] = []
    day, number = None, 0
    for what in happenings(count, seed):
        if day is not None and what["day"] != day:
            chance.shuffle(waiting)
            while len(waiting) > A_DAY // 5:
                size = min(len(waiting), chance.choice(sizes))
                yield _report(number, day, [waiting.pop() for _ in range(size)], chance)
                number += 1
        day = what["day"]
        waiting += [what] * what["size"]
    while waiting and day is not None:
        yield _report(number, day, [waiting.pop() for _ in range(min(len(waiting), 4))], chance)
        number += 1


def _report(number: int, day: int, about: list[dict[str, Any]], chance: random.Random) -> Addition:
    published = date.fromordinal(day).isoformat()
    sentences = [" ".join(chance.sample(WORDS, 14)) for _ in about]
    text = f"تقرير رقم {number}. " + ". ".join(sentences)
    outlet = f"صحيفة {number % 40}"
    claims, at = [], text.index(". ") + 2
    for n, (what, words) in enumerate(zip(about, sentences, strict=True)):
        claims.append(_claim(f"c-{number:07}{n}", [at, at + len(words)], what, day, outlet, chance))
        at += len(words) + 2
    reading = {"report": {"language": "ar"}, "claims": claims, "notes": []}
    report = Report(text, outlet, published)
    return Addition(Taken(report, text.encode(), "text/plain", f"{number}.txt"), reading)


def _claim(
    name: str, span: list[int], what: dict[str, Any], published: int, outlet: str, chance: random.Random
) -> dict[str, Any]:
    inferred = chance.random() < 0.35
    day = date.fromordinal(published if inferred else what["day"]).isoformat()
    voice = {"name_en": None, "span": None, "cue": None, "channel": None, "member_of": None, **chance.choice(VOICES)}
    own = {"kind": "outlet", "text": outlet, "id": None, "span": None, "cue": None, "channel": None, "side": None,
           "name_en": None}  # fmt: skip
    place = what["city"] if what["city"] and chance.random() < 0.2 else what["place"]
    killed = what["toll"] + chance.choice((0, 0, 0, 1, -1))
    toll = {"outcome": "killed", "group": "people", "min": killed, "max": killed, "approximate": False, "text": "",
            "span": None}  # fmt: skip
    party = {"text": "الجيش", "id": "syrian-army", "name_en": "Syrian Army", "side": "sy-government", "span": None}
    type_ = what["type"] if chance.random() < 0.85 else "unspecified_violence"
    event = {
        "type": type_, "actors": [party] if chance.random() < 0.4 else [], "targets": [], "weapons": [],
        "places": [place], "quantities": [], "casualties": [toll] if chance.random() < 0.5 else [],
        "when": {"start": day, "end": day, "precision": "day", "inferred": inferred, "text": None, "span": None},
    }  # fmt: skip
    stance = "denies" if chance.random() < 0.05 else "asserts"
    return {"id": name, "span": span, "trigger": [span[0], span[0] + 3], "stance": stance, "certainty": "stated",
            "negated": False, "attribution": [own, voice], "event": event}  # fmt: skip


if __name__ == "__main__":
    for addition in reports(20):
        print(json.dumps(addition.reading, ensure_ascii=False)[:300])
