"""Posts of social media quoted with their signature: "text — Name (@handle) date"."""

from riwaya.reading.analysis import Analysis, Attribution, VoiceMention
from riwaya.reading.voice_resolve import resolve_voice
from riwaya.text.tokens import DASH, NEWLINE, OTHER

_LONGEST_NAME = 10


def signed_posts(an: Analysis) -> list[Attribution]:
    """What stands on the line before a signature is said by the one who signs it."""
    doc = an.doc
    found: list[Attribution] = []
    for i in range(1, len(doc)):
        if not doc.gap[i] & OTHER or "(@" not in doc.norm.text[doc.ends[i - 1] : doc.starts[i]].replace(" ", ""):
            continue
        name = i - 1
        while name > 0 and not doc.gap[name] & NEWLINE and i - name < _LONGEST_NAME:
            name -= 1
        if name == 0 or not doc.gap[name] & NEWLINE or not doc.gap[name] & DASH:
            continue
        first = name - 1
        while first > 0 and not doc.gap[first] & NEWLINE:
            first -= 1
        last = i
        while last < len(doc) and not doc.gap[last] & NEWLINE:
            last += 1
        an.skip[name:last] = b"\1" * (last - name)
        voice = resolve_voice(an, name, i)
        if voice.rule in ("voice.name", "voice.capital"):
            voice = VoiceMention(name, i, "person", rule="voice.signature")
        found.append(
            Attribution(
                (name, i),
                "signature",
                "asserts",
                "stated",
                "that",
                [voice],
                (first, name),
                True,
                "twitter",
                head=(name, i),
            )
        )
    return found
