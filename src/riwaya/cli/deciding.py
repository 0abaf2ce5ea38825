"""What the commands of people's decisions share: --by, --reason, --format, --archive, and how the outcome is told."""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from riwaya.cli.options import ArchiveOption, By, FormatOption, Output, Reason, archive, tell, who

if TYPE_CHECKING:
    from riwaya.archive.store import Archive

Act = Callable[..., tuple[str, dict[str, Any]]]

_SHARED = {
    "by": (By, None),
    "reason": (Reason, ""),
    "format": (FormatOption, Output.text),
    "archive_at": (ArchiveOption, None),
}


def deciding(act: Act) -> Callable[..., None]:
    """The command of a decision: `act(store, by, reason, ...)`, whose further parameters are the command's own.

    `act` gives what was done, in words and as JSON.
    """

    def command(by: str | None, reason: str, format: Output, archive_at: str | None, **given: Any) -> None:
        with archive(archive_at) as store:
            words, said = act(store, who(by), reason, **given)
        tell(format, words, said)

    own = list(inspect.signature(act).parameters.values())[3:]
    shared = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=kind)
        for name, (kind, default) in _SHARED.items()
    ]
    signature = inspect.Signature([*own, *(p for p in shared if p.name not in {o.name for o in own})])
    command.__signature__ = signature  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in signature.parameters.values()}
    command.__doc__, command.__name__ = act.__doc__, act.__name__
    return command


def decided(
    store: "Archive", act: str, claim: str, by: str, reason: str, field: str | None = None, value: Any = None
) -> tuple[str, dict[str, Any]]:
    """Record a decision on a claim; what was done, in words and as JSON."""
    from riwaya.ledger.linking import settled

    entry = store.decide(act, claim, by, reason, field, value)
    settled(store)
    return f"entry {entry}: {act} {claim}", {"entry": entry, "act": act, "claim": claim}
