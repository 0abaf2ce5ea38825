"""Why accounts were taken to be of one origin, as a kind and a name, so that templates can say it in any language."""

import re

_KINDS = (
    ("voice", re.compile(r"the same voice \((.*)\)\Z", re.S)),
    ("unnamed", re.compile(r"the same unnamed voice of one report()\Z")),
    ("copied", re.compile(r"the same words, copied()\Z")),
    ("through", re.compile(r"both through (.*)\Z", re.S)),
    ("quotes", re.compile(r"one quotes the other's outlet \((.*)\)\Z", re.S)),
    ("side", re.compile(r"of one side with (.*)\Z", re.S)),
)


def reason(said: str) -> tuple[str, str]:
    """The kind of a reason and the name in it; `other` and the reason itself where it is a new one."""
    for kind, pattern in _KINDS:
        if found := pattern.match(said):
            return kind, found[1]
    return "other", said
