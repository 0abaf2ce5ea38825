"""Seals: a signed statement of the custody chain's head, with an optional RFC 3161 timestamp.

A seal file is JSON: `statement` (archive, entry number, head, time, program, key fingerprint), `signature` (Ed25519
over the statement's canonical JSON, hex), and `timestamp` (the authority's response over the signature, base64).
"""

import base64
import json
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from riwaya.archive.chain import canonical, now
from riwaya.archive.keys import fingerprint
from riwaya.errors import ArchiveError

KIND = "riwaya-seal-1"


def make(archive_id: str, head: tuple[int, str], program: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    """A seal over the head of a chain (number and hash of its last entry)."""
    statement = {
        "kind": KIND, "archive": archive_id, "entry": head[0], "head": head[1], "at": now(), "program": program,
        "key": fingerprint(key.public_key()),
    }  # fmt: skip
    signature = key.sign(canonical(statement).encode("utf-8"))
    return {"statement": statement, "signature": signature.hex(), "timestamp": None}


def stamp(seal: dict[str, Any], url: str) -> dict[str, Any]:
    """The seal with a timestamp from an RFC 3161 authority. Raises ArchiveError where it does not answer well."""
    import httpx
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder, decode_timestamp_response

    signature = bytes.fromhex(seal["signature"])
    request = TimestampRequestBuilder().data(signature).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()
    try:
        answer = httpx.post(
            url, content=request.as_bytes(), headers={"Content-Type": "application/timestamp-query"}, timeout=30
        )
        answer.raise_for_status()
        response = decode_timestamp_response(answer.content)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ArchiveError(f"{url}: the timestamp authority gave no timestamp ({error})") from error
    if response.status not in (0, 1):
        raise ArchiveError(f"{url}: the timestamp authority refused (status {response.status})")
    if response.tst_info.nonce != request.nonce:
        raise ArchiveError(f"{url}: the timestamp authority answered another request")
    return {**seal, "timestamp": {"url": url, "response": base64.b64encode(answer.content).decode("ascii")}}


def read(path: Path) -> dict[str, Any]:
    """A seal from its file. Raises ArchiveError where it is none."""
    try:
        seal = json.loads(path.read_text(encoding="utf-8"))
        if seal["statement"]["kind"] != KIND or not isinstance(seal["signature"], str):
            raise KeyError("kind")
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"{path}: is no seal of this program") from error
    return dict(seal)


def check(seal: dict[str, Any], key: Ed25519PublicKey) -> None:
    """Whether this key made this seal. Raises ArchiveError where not."""
    statement = seal["statement"]
    if statement.get("key") != fingerprint(key):
        raise ArchiveError(f"the seal was made with another key ({str(statement.get('key'))[:16]}…)")
    try:
        key.verify(bytes.fromhex(seal["signature"]), canonical(statement).encode("utf-8"))
    except (InvalidSignature, ValueError) as error:
        raise ArchiveError("the seal's signature does not hold: the seal was changed after it was made") from error


def check_stamp(seal: dict[str, Any], authority: Path) -> str:
    """The time (ISO, UTC) a timestamp authority vouches for, checked against its root certificate (PEM).

    Raises ArchiveError where there is no timestamp, or it does not hold.
    """
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerifierBuilder, decode_timestamp_response
    from rfc3161_client.errors import VerificationError

    if not seal.get("timestamp"):
        raise ArchiveError("the seal has no timestamp")
    try:
        certificates = load_pem_x509_certificates(authority.read_bytes())
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{authority}: is no certificate in PEM form ({error})") from error
    builder = VerifierBuilder()
    for certificate in certificates:
        builder = builder.add_root_certificate(certificate)
    try:
        response = decode_timestamp_response(base64.b64decode(seal["timestamp"]["response"]))
        builder.build().verify_message(response, bytes.fromhex(seal["signature"]))
    except (VerificationError, ValueError, KeyError, TypeError) as error:
        raise ArchiveError(f"the seal's timestamp does not hold: {error}") from error
    return response.tst_info.gen_time.isoformat()
