"""Requests that other sites make in somebody's name are refused: by where the browser says they come from, and a token.

The token is a keyed hash of the session's secret (of the process's own where nobody logs in), so it needs no storage.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from urllib.parse import urlsplit

from riwaya.desk.errors import Refused
from riwaya.desk.security.access import Person


class Forgery:
    """Makes and checks tokens with a key that lives as long as the process."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def token(self, person: Person) -> str:
        """What this person's forms carry; another on every page, so that compressed answers give none away."""
        salt = secrets.token_hex(8)
        return salt + self._sign(person, salt)

    def _sign(self, person: Person, salt: str) -> str:
        seed = f"{salt}:{person.how}:{person.session}"
        return hmac.new(self._key, seed.encode(), hashlib.sha256).hexdigest()

    def check(self, person: Person, headers: Mapping[str, str], given: str | None) -> None:
        """Raises Refused on a request that is not from a page of ours. Bearer tokens are never sent by a browser."""
        if person.how == "token":
            return
        site = headers.get("sec-fetch-site")
        if site is not None and site != "same-origin":
            raise Refused("this request comes from another site")
        origin = headers.get("origin")
        if origin == "null" and site is not None:
            origin = None  # what browsers send from our own pages too, since these give no referrer
        if origin is not None and not _same(origin, headers.get("host", "")):
            raise Refused("this request comes from another site")
        if site is None and origin is None:
            raise Refused("this request does not say where it comes from; programs use a token instead")
        salt, signature = (given or "")[:16], (given or "")[16:]
        if not hmac.compare_digest(signature.encode(), self._sign(person, salt).encode()):
            raise Refused("this form is too old; load the page again and send it once more")


def _same(origin: str, host: str) -> bool:
    try:
        return urlsplit(origin).netloc.lower() == host.lower() != ""
    except ValueError:
        return False
