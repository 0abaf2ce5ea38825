"""Reports made up by the thousand, for tests of loss and load."""

import json
from datetime import date, timedelta
from pathlib import Path

_TOWNS = ("سراقب", "معرة النعمان", "كفرنبل", "جسر الشغور", "خان شيخون", "بنش", "أريحا", "حارم")
_SAID = ("قال ناشطون", "أفاد المرصد السوري", "ذكرت وكالة سانا", "أعلن الدفاع المدني")


_PER_DAY = 80


def text(number: int) -> str:
    """A short report, different for every number."""
    town, said = _TOWNS[number % len(_TOWNS)], _SAID[number % len(_SAID)]
    strikes, killed = 2 + number % 9, 1 + number % 40
    return f"{said} إن طائرات شنت {strikes} غارات على مدينة {town}، ما أدى إلى مقتل {killed} مدنيا. رقم {number}."


def jsonl(path: Path, count: int, first: int = 0) -> Path:
    """A file of so many reports."""
    with path.open("w", encoding="utf-8") as out:
        for n in range(first, first + count):
            day = date(2016, 1, 1) + timedelta(n // _PER_DAY)
            row = {"id": str(n), "text": text(n), "published": day.isoformat(), "outlet": "شبكة شام"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path
