"""How a desk is set up."""

from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `riwaya desk` was told.

    `by` is whose name decisions carry where nobody logs in. `public` is the read-only mode for everybody: places no
    finer than `blur`, nothing younger than `embargo` days. `names` are host names it may be reached by, beside
    `host`. `tiles` is a URL template of a map server; none by default. `proxies` are addresses whose forwarding
    headers are believed. `accounts` is the file of users; with `login` they are asked for.
    """

    archive: str
    host: str = "127.0.0.1"
    port: int = 8600
    by: str = ""
    public: bool = False
    blur: str = "district"
    embargo: int = 0
    login: bool = False
    names: tuple[str, ...] = ()
    tiles: str | None = None
    proxies: tuple[str, ...] = ()
    accounts: Path | None = None
    lexicon: Path | None = None
    upload_bytes: int = 200_000_000
    hosts: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        known = (self.host, *self.names, *(LOOPBACK if self.loopback else ()))
        object.__setattr__(self, "hosts", tuple(dict.fromkeys(known)))

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in LOOPBACK

    @property
    def mode(self) -> str:
        """`public` (read-only, for everybody), `users` (who logs in) or `local` (this machine, no login)."""
        return "public" if self.public else "users" if self.login else "local"
