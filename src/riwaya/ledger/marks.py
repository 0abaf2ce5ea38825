"""What intake knows and a claim must show: whom a message was forwarded from, and what was read by OCR."""

from typing import Any

from riwaya.model import Taken


def with_marks(read: dict[str, Any], taken: Taken) -> dict[str, Any]:
    """A reading (claims contract JSON) with the marks of how its report came in; changed in place."""
    if taken.forwarded_from:
        link = {
            "kind": "media", "text": taken.forwarded_from, "id": None, "name_en": None, "span": None, "cue": None,
            "channel": "telegram", "side": None, "member_of": None, "forwarded": True,
        }  # fmt: skip
        for claim in read["claims"]:
            claim["attribution"].insert(1, dict(link))
    if taken.ocr_spans:
        for claim in read["claims"]:
            _mark_ocr(claim, taken)
    return read


def _mark_ocr(claim: dict[str, Any], taken: Taken) -> None:
    """Digits read by OCR are unreliable: a claim with numbers is hedged, and each number marked for review."""
    if not _within(claim["span"], taken):
        return
    claim["ocr"] = {"confidence": taken.ocr_confidence}
    event = claim["event"]
    for number in [*event["quantities"], *event["casualties"]]:
        if _within(number["span"], taken):
            number["review"] = "ocr"
            claim["certainty"] = "hedged"
    when = event.get("when")
    if when and when.get("span") and _within(when["span"], taken) and any(c.isdigit() for c in when["text"] or ""):
        when["review"] = "ocr"
        claim["certainty"] = "hedged"


def _within(span: Any, taken: Taken) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken.ocr_spans)
