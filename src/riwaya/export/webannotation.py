"""W3C Web Annotations: every span of a claim as exact words with their surroundings and as positions."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from riwaya.export.records import Header, Row, new_file

_AROUND = 32  # characters of prefix and suffix


def write(rows: Iterable[Row], header: Header, out: Path) -> int:
    """An AnnotationPage as JSON-LD; the number of annotations. Claims whose text is held back have none."""
    count = 0
    with new_file(out) as path, path.open("w", encoding="utf-8") as file:
        head = json.dumps(header.to_dict(), ensure_ascii=False)
        file.write('{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", ')
        file.write(f'"riwaya": {head}, "items": [')
        for row in rows:
            for annotation in annotations(row):
                file.write((",\n" if count else "\n") + json.dumps(annotation, ensure_ascii=False))
                count += 1
        file.write("\n]}\n")
    return count


def annotations(row: Row) -> Iterator[dict[str, Any]]:
    """One annotation for each span of a claim; the field it is for is a tag of its body."""
    text = row.report.get("text")
    if text is None:
        return
    for number, (name, span) in enumerate(_spans(row.claim)):
        start, end = span
        yield {
            "id": f"urn:riwaya:{row.claim['id']}:{number}", "type": "Annotation", "motivation": "tagging",
            "body": [{"type": "TextualBody", "purpose": "tagging", "value": name},
                     {"type": "TextualBody", "purpose": "identifying", "value": row.claim["id"]}],
            "target": {
                "source": row.report.get("url") or f"urn:{row.report['id']}",
                "selector": [
                    {"type": "TextQuoteSelector", "exact": text[start:end],
                     "prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]},
                    {"type": "TextPositionSelector", "start": start, "end": end},
                ],
            },
        }  # fmt: skip


def _spans(claim: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "claim", claim["span"]
    yield "trigger", claim["trigger"]
    for n, voice in enumerate(claim.get("attribution") or []):
        for part in ("span", "cue"):
            if voice.get(part):
                yield f"attribution[{n}].{part}", voice[part]
    event = claim["event"]
    for name in ("actors", "targets", "weapons", "places", "quantities", "casualties"):
        for n, value in enumerate(event.get(name) or []):
            if value.get("span"):
                yield f"event.{name}[{n}]", value["span"]
    when = event.get("when") or {}
    if when.get("span"):
        yield "event.when", when["span"]
