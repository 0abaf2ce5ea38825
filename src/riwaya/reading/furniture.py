"""Lines and tails that are site furniture, not reporting; `المصدر:` and "outlet | byline" lines.

Words of furniture are marked in `Analysis.skip`: no claim starts or reaches there.
"""

from riwaya.reading.analysis import Analysis
from riwaya.text.tokens import CLOSE_PAREN, COLON, DASH, NEWLINE, OPEN_PAREN, OPEN_QUOTE, OTHER

_LONG_LINE = 40
_REPEAT = 8
_MEDIA = frozenset(("agency", "state_media", "media", "newspaper"))


def mark_furniture(an: Analysis) -> None:
    """Set `skip` for furniture, `المصدر:` lines among it."""
    doc = an.doc
    n = len(doc)
    an.skip = bytearray(n)
    for m in an.matches["furniture"]:
        scope = an.lexicon.entries["furniture", m.form.id].data["scope"]
        first, last = _line(an, m.a)
        if scope == "link" and m.a == doc.sentences[doc.sentence_of[m.a]][0]:
            first = m.a  # a line that the text has lost
        if scope in ("tail", "link") and m.a > n * 0.5 and m.a - first <= 3:
            an.skip[m.a : n] = b"\1" * (n - m.a)
        elif scope == "line" and m.a - first <= 2:
            # "إقرأ المزيد" that a report grew onto is furniture alone
            end = last if last - m.b <= _LONG_LINE and not _goes_on(an, m.b) else m.b
            an.skip[first:end] = b"\1" * (end - first)
        elif scope == "source" and doc.gap[m.b] & COLON:
            an.skip[m.a : last] = b"\1" * (last - m.a)
    _byline(an)
    _dateline(an)
    _clock_place(an)
    _repeated(an)


def _goes_on(an: Analysis, k: int) -> bool:
    """ "إقرأ المزيد | وكان مصدر قد كشف": whether the report goes on right there."""
    if k >= len(an.doc) or not an.doc.words[k].startswith("و"):
        return False
    cue = an.cue_at[k]
    return (cue is not None and cue.form.pos == "verb" and bool(cue.split.conj)) or an.role(k, "was") is not None


def _dateline(an: Analysis) -> None:
    """ "دبي، الإمارات (وكالة) -- أعلن": where a report was filed, with its agency, is no place of what it tells."""
    doc = an.doc
    for a, b in doc.sentences:
        ends = DASH | COLON if a == 0 else DASH  # 'صنعاء «الخليج»: قتل'
        dash = next((k for k in range(a + 1, min(a + 10, b)) if doc.gap[k] & ends), None)
        if dash is None or not (a == 0 or doc.gap[a] & NEWLINE or an.skip[a - 1] or a < 60):
            continue
        party = [an.party_at[k] for k in range(a, dash)]
        filed = any(p is not None and p.kind in _MEDIA for p in party) or any(
            doc.gap[k] & (OPEN_PAREN | OPEN_QUOTE) for k in range(a, dash + 1)
        )
        known = all(
            an.place_at[k] is not None or party[k - a] is not None or doc.words[k].isascii() or _quoted(an, k)
            for k in range(a, dash)
        )
        if filed and known and any(an.place_at[k] is not None for k in range(a, dash)):
            an.skip[a:dash] = b"\1" * (dash - a)


def _quoted(an: Analysis, k: int) -> bool:
    return any(q.a <= k < q.b and q.b - q.a <= 2 for q in an.doc.quotes)


def _clock_place(an: Analysis) -> None:
    """ "الساعة 23:15 (مكة المكرمة)": whose clock it is, no place of what is told."""
    for p in an.places:
        before = an.time_at[p.a - 1] if p.a else None
        enclosed = an.doc.gap[p.a] & OPEN_PAREN and an.doc.gap[p.b] & CLOSE_PAREN
        if enclosed and before is not None and before.b == p.a and before.precision in ("hour", "minute"):
            an.skip[p.a : p.b] = b"\1" * (p.b - p.a)


def _repeated(an: Analysis) -> None:
    """A sentence printed again word for word (a lead repeated below the text) is told once."""
    seen: set[tuple[str, ...]] = set()
    for a, b in an.doc.sentences:
        if b - a < _REPEAT:
            continue
        words = tuple(an.doc.words[a:b])
        if words in seen:
            an.skip[a:b] = b"\1" * (b - a)
        seen.add(words)


def _line(an: Analysis, at: int) -> tuple[int, int]:
    gap, n = an.doc.gap, len(an.doc)
    first = at
    while first > 0 and not gap[first] & NEWLINE:
        first -= 1
    last = at + 1
    while last < n and not gap[last] & NEWLINE:
        last += 1
    return first, last


def _byline(an: Analysis) -> None:
    """ "outlet | writer" at the head of a line: the part up to the writer's name is no reporting."""
    doc = an.doc
    for i in range(1, min(len(doc), 120)):
        if doc.gap[i] & OTHER and "|" in doc.norm.text[doc.ends[i - 1] : doc.starts[i]]:
            first, _ = _line(an, i)
            if i - first <= 3:
                an.skip[first:i] = b"\1" * (i - first)
