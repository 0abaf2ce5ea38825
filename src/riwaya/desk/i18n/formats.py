"""Days, numbers and names as a language writes them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime

from riwaya.ledger.names import arabic_name
from riwaya.ledger.vocabulary import label, things

_DAY = {"en": "medium", "ar": "long"}  # Arabic writes the short forms in digits alone
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
# Characters that change direction or cannot be seen; in one-line facts they are shown by their number instead.
_HIDDEN = re.compile("[\u0000-\u001f\u007f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


class Formats:
    """Everything templates need to write values in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = "en_GB" if language == "en" else language
        self._things = things(language)
        self._bounds = {n: label("bounds", n, language) for n in ("least", "most", "about")}

    def digits(self, value: object) -> str:
        """Digits as the language writes them."""
        text = str(value)
        return text.translate(_EASTERN) if self.language == "ar" else text

    def day(self, iso: str | None) -> str:
        """An ISO date; as it is where it is none."""
        try:
            return self.digits(format_date(date.fromisoformat(iso or ""), _DAY[self.language], locale=self.locale))
        except ValueError:
            return iso or ""

    def month(self, iso: str) -> str:
        """The month of YYYY-MM; as it is where it is none."""
        try:
            return self.digits(format_date(date.fromisoformat(f"{iso}-01"), "MMMM y", locale=self.locale))
        except ValueError:
            return iso

    def days(self, start: str | None, end: str | None) -> str:
        """One day or a span of days."""
        if start and end and start != end:
            return f"{self.day(start)} – {self.day(end)}"
        return self.day(start or end)

    def moment(self, iso: str | None) -> str:
        """An ISO time in UTC."""
        try:
            when = datetime.fromisoformat(iso or "")
        except ValueError:
            return iso or ""
        return self.digits(format_datetime(when, "medium", locale=self.locale)) + " UTC"

    def name(self, slug: str | None, vocabulary: str) -> str:
        """The name of a slug of ours."""
        return label(vocabulary, slug, self.language)

    def thing(self, slug: str) -> str:
        """What is counted or harmed."""
        return self._things.get(slug) or slug.replace("_", " ")

    def interval(self, x: Mapping[str, Any]) -> str:
        """A number with its bounds: 12, 12–17, at least, at most, about; signs where a language reads them safely."""
        low, high = x.get("min"), x.get("max")
        if low == high:
            text = "?" if low is None else str(low)
        elif high is None:
            text = self._bounds["least"].format(low)
        elif low is None:
            text = self._bounds["most"].format(high)
        else:
            text = f"{low}–{high}"
        return self.digits(self._bounds["about"].format(text) if x.get("approximate") else text)

    def span(self, question: Mapping[str, Any]) -> str:
        """The widest range that the accounts of a question give; of each claim its largest number, not its parts."""
        largest: dict[str, Mapping[str, Any]] = {}
        for a in question["accounts"]:
            last = largest.get(a["claim"])
            if last is None or (a["min"] or 0) > (last["min"] or 0):
                largest[a["claim"]] = a
        lows = [a["min"] for a in largest.values() if a["min"] is not None]
        highs = [a["max"] for a in largest.values()]
        return self.interval({"min": min(lows, default=None), "max": None if None in highs else max(highs)})

    def spans(self, question: Mapping[str, Any]) -> str:
        """The widest range of each thing that the accounts of a question count."""
        things: dict[str, list[Mapping[str, Any]]] = {}
        for a in question["accounts"]:
            things.setdefault(a["of"], []).append(a)
        between = "؛ " if self.language == "ar" else "; "
        return between.join(f"{self.span({'accounts': of})} {self.thing(t)}" for t, of in things.items())

    def place(self, p: Mapping[str, Any]) -> str:
        """A place by its own name in the language, else by the report's words."""
        words = str(p.get("text") or p.get("words") or "")
        if self.language == "en":
            return str(p.get("name_en") or words)
        return arabic_name(p.get("id")) or words or str(p.get("name_en") or "")

    def side(self, slug: str) -> str:
        """A side, like sy-opposition, in words."""
        return label("sides", slug, self.language)


def cap(text: str) -> str:
    """The first letter large, for names that begin a line."""
    return text[:1].upper() + text[1:]


def origins_of(question: Mapping[str, Any]) -> int:
    """On how many origins the answers to a question rest."""
    return len({a["origin"] for a in question["accounts"]})


def plain(text: object) -> str:
    """One-line facts from outside (names of files, titles) with what is hidden in them made visible."""
    return _HIDDEN.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", str(text))


def isolate(text: object) -> str:
    """Text that keeps its own direction where no element can hold it apart, as in the options of a list."""
    return f"\u2068{text}\u2069"


def web(url: str | None) -> str | None:
    """An address that may be a link; None for anything but http and https."""
    return url if url and re.match(r"https?://[^\s\"'<>]+\Z", url, re.IGNORECASE) else None
