"""The word lists of triggers, weapons, facilities, people, units, support and furniture, as plain YAML.

These checks need no loader: they hold the lists to the contract's vocabularies, keep out forms that can
never match or that are known to be spelled like another word, and pin lemmas that must stay listed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from riwaya.model import EVENT_TYPES, GROUPS, OUTCOMES, WEAPONS
from riwaya.text.normalize import normalize

DATA = Path(__file__).parents[2] / "src" / "riwaya" / "lexicon" / "data"
FILES = sorted((DATA / "triggers").glob("*.yml")) + [
    DATA / f"{name}.yml" for name in ("weapons", "facilities", "people", "units", "support", "furniture")
]
GUARDS = {"before", "after", "not_before", "not_after", "soon", "not_soon", "near", "not_near"}
SETTINGS = {"within": int, "armed": bool, "future": bool}
FRAMES = {"act", "mutual", "move", "harm", "fall", "state", "find"}
Item = dict[str, Any]


def _load(file: Path) -> list[Item]:
    items = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(items, list), file
    return items


def _triggers() -> list[Item]:
    return [item for file in sorted((DATA / "triggers").glob("*.yml")) for item in _load(file)]


def _entries() -> Iterator[tuple[str, Item]]:
    for file in FILES:
        for item in _load(file):
            yield f"{file.stem}:{item.get('id')}", item


ENTRIES = list(_entries())
GUARDED = [(name, item) for name, item in ENTRIES if item.get("guard")]


def _verbs(item: Item) -> list[Item]:
    phrases = item.get("phrase", [])
    pairs = list(item.get("verbs", []))
    return pairs + [p["verb"] for p in (phrases if isinstance(phrases, list) else [phrases])]


def _lemmas(item: Item) -> list[str]:
    """Every citation form of an entry as written: phrases joined, plurals included."""
    out = [v["past"] for v in item.get("verbs", [])]
    for key in ("masdars", "participles", "adjectives", "forms"):
        out += item.get(key, [])
    for noun in item.get("nouns", []):
        out += [noun["sg"]] if "sg" in noun else []
        out += noun.get("pl", [])
    for phrase in item.get("phrase", []):
        out += [f"{phrase['verb']['past']} {rest}" for rest in phrase["rest"]]
    for phrase in item.get("noun_phrase", []):
        heads = [phrase["head"].get("sg"), *phrase["head"].get("pl", [])]
        rests = phrase.get("rest", []) + phrase.get("rest_adj", [])
        out += [f"{head} {rest}" for head in heads if head for rest in rests]
    return out


@pytest.mark.parametrize(("name", "item"), ENTRIES, ids=[name for name, _ in ENTRIES])
def test_an_entry_is_well_formed(name: str, item: Item) -> None:
    assert re.fullmatch(r"[a-z0-9.-]+", item["id"]), "an id is a-z, 0-9, dot, hyphen"
    lemmas = _lemmas(item)
    assert lemmas, "no form by which it could be found"
    assert all(isinstance(lemma, str) for lemma in lemmas)
    for lemma in lemmas:
        assert not any(unicodedata.combining(c) for c in lemma), f"{lemma}: written without diacritics"
        assert "\u0640" not in lemma, f"{lemma}: written without tatweel"
        assert normalize(lemma).strip() == normalize(lemma) != "", f"{lemma}: can never match"
    for verb in _verbs(item):
        assert set(verb) <= {"past", "present", "passive"}, verb
        assert len(verb["past"]) >= 2 and verb["present"].startswith("ي") and len(verb["present"]) >= 3, verb


@pytest.mark.parametrize(("name", "item"), GUARDED, ids=[name for name, _ in GUARDED])
def test_a_guard_has_words_and_sentences_for_and_against(name: str, item: Item) -> None:
    guard = item["guard"]
    assert set(guard) <= GUARDS | set(SETTINGS)
    assert all(type(guard[key]) is kind for key, kind in SETTINGS.items() if key in guard)
    for key, words in guard.items():
        if key in SETTINGS:
            continue
        assert words and all(isinstance(w, str) and w.strip("* ") for w in words), (key, words)
        repeated = [w for w, n in Counter(words).items() if n > 1]
        assert not repeated, f"{key} names {repeated} twice"
        assert all("*" not in w[:-1] for w in words), f"{key}: a star stands at the end of a word only"
    assert item.get("match") and item.get("no_match")
    assert not set(item["match"]) & set(item["no_match"])


def test_ids_are_unique_within_a_class() -> None:
    for group in ([*_triggers()], *[_load(f) for f in FILES if f.parent == DATA]):
        counted = Counter(item["id"] for item in group)
        assert [i for i, n in counted.items() if n > 1] == []


def test_triggers_speak_the_contracts_language() -> None:
    for item in _triggers():
        assert item["type"] in EVENT_TYPES, item["id"]
        assert item["frame"] in FRAMES, item["id"]
        assert item["gloss"], item["id"]
        assert item.get("outcome") is None or item["outcome"] in OUTCOMES, item["id"]
        assert item.get("weapon") is None or item["weapon"] in WEAPONS, item["id"]
        assert (item["frame"] != "harm") or "outcome" in item, f"{item['id']}: harm of what outcome?"
        assert not (item.get("afar") and not item.get("refine")), f"{item['id']}: afar refines nothing"


def test_every_event_type_has_a_trigger() -> None:
    assert {item["type"] for item in _triggers()} == set(EVENT_TYPES)


def test_an_unguarded_lemma_comes_last() -> None:
    """Where triggers share a lemma the first whose guard allows wins, so one without a guard must be last."""
    unguarded: dict[str, str] = {}
    clashes = []
    for item in _triggers():
        lemmas = {normalize(x) for x in _lemmas(item)}
        clashes += [(x, unguarded[x], item["id"]) for x in lemmas if unguarded.get(x, item["id"]) != item["id"]]
        if not item.get("guard"):
            unguarded.update(dict.fromkeys(lemmas, str(item["id"])))
    assert clashes == []


def test_weapons_people_units_support_and_furniture_use_known_values() -> None:
    weapons = _load(DATA / "weapons.yml")
    assert all(w.get("weapon") in (*WEAPONS, None) and w.get("event") in (*EVENT_TYPES, None) for w in weapons)
    assert {w.get("weapon") for w in weapons} >= set(WEAPONS) - {"unspecified"}
    people = _load(DATA / "people.yml")
    assert {p["group"] for p in people} == set(GROUPS)
    assert {p.get("outcome") for p in people} >= {"killed", "injured", "harmed", "detained", "missing", "displaced"}
    assert all(p.get("outcome") in (*OUTCOMES, None) for p in people)
    units = {u["of"] for u in _load(DATA / "units.yml")}
    assert {"vehicle", "building"} <= units <= {"vehicle", "building", "attack", "air_strike", *WEAPONS}
    assert {s["subject"] for s in _load(DATA / "support.yml")} == {"actor", "target", "place", "event"}
    assert {f["scope"] for f in _load(DATA / "furniture.yml")} == {"line", "tail", "link", "source"}


LISTED = {
    "shelling": ["قصف", "دك", "أمطر", "سقط", "قصف مدفعي"],
    "air_strike": ["غارة", "أغار", "ضربة جوي", "عدوان جوي"],
    "chemical_weapon": ["هجوم كيماوي", "استخدم"],
    "remote_explosive": ["انفجار", "تفجير", "انفجر", "فجر", "نسف"],
    "suicide_bomb": ["عملية انتحاري", "تفجير انتحاري", "فجر نفسه"],
    "grenade": ["ألقى قنبلة يدوية"],
    "attack": ["هجوم", "اعتداء", "اغتال", "اغتيال", "أعدم", "مجزرة", "أطلق النار", "قنص", "طعن", "دهس", "ذبح", "تعذيب"],
    "abduction": ["خطف", "اختطاف", "أسر", "إخفاء قسري", "احتجاز رهائن"],
    "sexual_violence": ["اغتصاب"],
    "arrest": ["اعتقل", "احتجاز", "توقيف", "مداهمة", "ألقى القبض"],
    "interception": ["أسقط", "اعتراض", "تصدى", "فكك", "أبطل"],
    "destruction": ["دمر", "هدم", "إحراق", "نهب", "تجريف", "أضرم النار"],
    "agreement": ["هدنة", "وقف إطلاق النار", "مفاوضات", "مصالحة", "تبادل أسرى", "اتفاق"],
    "displacement": ["نزوح", "تهجير", "إجلاء", "فر"],
    "protest": ["مظاهرة", "اعتصام", "إضراب", "احتجاجات", "مسيرة حاشد"],
    "riot": ["شغب", "رشق"],
    "armed_clash": ["اشتباك", "معارك", "كمين", "تسلل", "توغل", "اقتحام", "صد", "عملية عسكري", "هجوم بري"],
    "territory_change": ["سيطر", "استعادة", "تحرير", "انسحب", "تطهير", "دخل"],
    "unspecified_violence": ["قتل", "مقتل", "مصرع", "استشهد", "أصيب بجروح", "لقي مصرعه", "أودى بحياة", "توفي"],
    "other": ["حصار", "خرج عن الخدمة", "إغلاق", "حظر تجول", "أفرج", "صفارة الإنذار", "حكم الإعدام"],
}


@pytest.mark.parametrize(("kind", "lemmas"), LISTED.items(), ids=LISTED.keys())
def test_lemmas_that_must_stay_listed(kind: str, lemmas: list[str]) -> None:
    have = {normalize(x) for item in _triggers() if item["type"] == kind for x in _lemmas(item)}
    assert [x for x in lemmas if normalize(x) not in have] == []


# Verbs whose forms are spelled like everyday words: listing them brings claims out of nothing.
SPELLED_ALIKE = {
    "أضرب": "يضرب is also 'he strikes'",
    "رحل": "رحله is also 'a trip'",
    "صفى": "the jussive يصف is also 'he describes'",
    "أباد": "إسلام أباد",
    "أردى": "the jussive يرد is also 'he answers'",
    "أجلى": "the jussive نجل is also 'a son'",
    "لغم": "the past is the noun 'a mine'",
    "دوى": "يدوي is also 'by hand'",
    "تابع": "تابعا is also 'belonging to'",
    "صلب": "صلب is also 'solid'",
}


@pytest.mark.parametrize("verb", SPELLED_ALIKE)
def test_verbs_spelled_like_other_words_are_not_listed_bare(verb: str) -> None:
    listed = [name for name, item in ENTRIES if any(v["past"] == verb for v in item.get("verbs", []))]
    assert listed == [], SPELLED_ALIKE[verb]


@pytest.mark.parametrize(
    ("lemma", "guard"),
    [
        ("فجر", "not_after"),  # dawn
        ("ضرب", "not_after"),  # ضرب مثلا
        ("هجوم", "not_after"),  # هجوم لاذع
        ("مسيرة", "not_near"),  # march or drone
        ("سقط", "near"),  # shells, victims, places, governments
        ("أطلق", "near"),  # rockets, fire, initiatives
        ("أسر", "near"),  # captured, or families
        ("قطع", "near"),  # cut, or pieces
        ("تحرير", "not_before"),  # رئيس تحرير
        ("إعدام", "not_before"),  # حكم الإعدام
    ],
)
def test_words_of_many_meanings_are_guarded(lemma: str, guard: str) -> None:
    using = [item for item in _triggers() if normalize(lemma) in {normalize(x) for x in _lemmas(item)}]
    assert using
    assert all(item.get("guard") for item in using), [item["id"] for item in using if not item.get("guard")]
    assert any(guard in item["guard"] for item in using)


def test_facilities_name_many_kinds_of_thing() -> None:
    facilities = _load(DATA / "facilities.yml")
    assert all(re.fullmatch(r"[a-z-]+", f["kind"]) for f in facilities)
    kinds = {f["kind"] for f in facilities}
    assert kinds >= {"hospital", "school", "market", "worship", "bakery", "camp", "ambulance", "bridge", "airport",
                     "port", "oil", "home", "checkpoint", "position", "depot", "prison", "bus", "ship"}  # fmt: skip
    assert sum(len(_lemmas(f)) for f in facilities) > 300


@pytest.mark.parametrize("file", FILES, ids=[f.stem for f in FILES])
def test_files_stay_small(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 350
