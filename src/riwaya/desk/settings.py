"""How a desk is set up."""

from dataclasses import dataclass, field
from pathlib import Path

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `riwaya desk` was told.

    `by` is whose name decisions carry where nobody logs in. `public` is the read-only mode for everybody: places no
    finer than `blur`, nothing younger than `embargo` days. `names` are host names it may be reached by, beside
    `host`. `certificate` and `key` are PEM files for TLS. `tiles` is a .pmtiles file or a map server's URL
    template; none by default. `proxies` are addresses whose forwarding headers are believed. `accounts` is the file of
    users; they are asked for with `login`, and wherever others than this machine can reach the desk.
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
    certificate: Path | None = None
    key: Path | None = None
    upload_bytes: int = 200_000_000
    hosts: tuple[str, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        known = (self.host, *self.names, *(LOOPBACK if self.host in LOOPBACK else ()))
        object.__setattr__(self, "hosts", tuple(dict.fromkeys(known)))

    @property
    def secure(self) -> bool:
        """Whether others than this machine reach it, so that cookies are for safe connections alone."""
        return self.host not in LOOPBACK or bool(self.names)

    @property
    def tile_server(self) -> str | None:
        """The map server that readers' browsers are to ask; None for none, and for a file of the desk's own."""
        return self.tiles if self.tiles and "://" in self.tiles else None

    @property
    def mode(self) -> str:
        """`public` (read-only, for everybody), `users` (who logs in) or `local` (this machine, no login)."""
        return "public" if self.public else "users" if self.login or self.secure else "local"
