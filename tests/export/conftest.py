"""Rows to export, read from reports made up for it."""

import json

import pytest

import riwaya
from riwaya.export.records import Header, Row

TEXTS = {
    "2016-11-15": "قال ناشطون إن طيران النظام السوري شن أربع غارات على حي الصاخور في مدينة حلب أمس، ما أدى إلى مقتل 12 "
    "مدنيا بينهم ثلاثة أطفال. وقال الشاهد سامر الحمصي إن بين القتلى عائلته. وذكرت وكالة سانا أن ثمانية مواطنين "
    "أصيبوا بقذائف أطلقتها جبهة النصرة على حي الحمدانية.",
    "2026-11-20": "أعلنت جماعة الحوثي أنها أطلقت صاروخا باليستيا على معسكر في مدينة تعز، وقالت مصادر طبية إن خمسة "
    "جنود قتلوا في مديرية المظفر.",
}


@pytest.fixture
def rows() -> list[Row]:
    out = []
    for published, text in TEXTS.items():
        outlet = "=شبكة" if published < "2020" else "قناة الساحل"
        data = json.loads(json.dumps(riwaya.read(text, published=published, outlet=outlet).to_dict()))
        report = {
            **{k: data["report"].get(k) for k in ("id", "outlet", "published", "language")}, "text": text,
            "title": "عنوان سامر الحمصي", "url": f"https://x.example/{published}/samer-alhomsi",
            "author": "سامر الحمصي",
            "published_basis": "given", "sha256": "ab" * 32, "media_type": "text/plain", "captured": None,
            "sources": ["/home/samer/a.txt"],
        }  # fmt: skip
        for claim in data["claims"]:
            note = {
                "entry": 9,
                "act": "note",
                "field": None,
                "value": None,
                "by": "ليلى",
                "reason": "سامر الحمصي",
                "at": "2026-11-24",
            }
            out.append(Row(claim, report, "read", (note,), {"version": "1", "lexicon": "x"}))
    assert len(out) >= 4
    return out


@pytest.fixture
def header() -> Header:
    return Header("archive-1", "cd" * 32, 7, "riwaya test", "2026-11-24T00:00:00Z", {"stance": "denies"})
