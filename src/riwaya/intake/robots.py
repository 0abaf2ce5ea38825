"""What a host's robots.txt asks of programs that follow addresses nobody typed (RFC 9309)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from riwaya.errors import BadInput

NAME = "Riwaya"


@dataclass(slots=True)
class Robots:
    """The rules of every host that was asked, each fetched once. A host that has none, or gives none, allows all."""

    fetch: Callable[[str], bytes | None]
    _rules: dict[str, RobotFileParser] = field(default_factory=dict)

    def check(self, url: str) -> None:
        """Raises BadInput where the host asks programs to stay away from an address."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = self._read(root)
        if not self._rules[root].can_fetch(NAME, url):
            raise BadInput(
                f"{url}: the host asks programs not to fetch this (robots.txt); name the address itself to fetch it"
            )

    def _read(self, root: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            data = self.fetch(f"{root}/robots.txt")
        except BadInput:
            data = None
        rules.parse((data or b"").decode("utf-8", "replace").splitlines())
        return rules
