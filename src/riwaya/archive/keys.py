"""Ed25519 keys for seals: made, kept with the owner's permissions only, and shown as public keys."""

import os
import re
from pathlib import Path

import platformdirs
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization as ser
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from riwaya.errors import ArchiveError

ENVIRONMENT = "RIWAYA_KEYS"


def folder() -> Path:
    """Where keys are kept: RIWAYA_KEYS, else `riwaya-keys` in the user's data folder; never in an archive."""
    return Path(os.environ.get(ENVIRONMENT) or platformdirs.user_data_dir("riwaya-keys", appauthor=False))


def make(name: str, passphrase: str | None = None) -> Path:
    """A new key pair `NAME.key` (PKCS 8, mode 600) and `NAME.pub`; the public key's file. Raises ArchiveError."""
    _check(name)
    key = Ed25519PrivateKey.generate()
    lock: ser.KeySerializationEncryption = ser.NoEncryption()
    if passphrase:
        lock = ser.BestAvailableEncryption(passphrase.encode("utf-8"))
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(folder() / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(key.private_bytes(ser.Encoding.PEM, ser.PrivateFormat.PKCS8, lock))
        public = folder() / f"{name}.pub"
        public.write_bytes(key.public_key().public_bytes(ser.Encoding.PEM, ser.PublicFormat.SubjectPublicKeyInfo))
    except FileExistsError as error:
        raise ArchiveError(f"there is a key {name!r} already; give another name") from error
    except OSError as error:
        raise ArchiveError(f"{folder()}: the key cannot be written ({error.strerror})") from error
    return public


def names() -> list[str]:
    """The keys there are."""
    return sorted(p.stem for p in folder().glob("*.key"))


def private(name: str, passphrase: str | None = None) -> Ed25519PrivateKey:
    """A private key by name. Raises ArchiveError where there is none or the passphrase is wrong."""
    _check(name)
    try:
        data = (folder() / f"{name}.key").read_bytes()
        key = ser.load_pem_private_key(data, passphrase.encode("utf-8") if passphrase else None)
    except OSError as error:
        raise ArchiveError(f"no key {name!r}; make one with `riwaya keys make {name}`") from error
    except TypeError as error:
        raise ArchiveError(f"key {name!r} has a passphrase: set RIWAYA_PASSPHRASE") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ArchiveError(f"key {name!r} cannot be read: wrong passphrase or damaged file") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ArchiveError(f"key {name!r} is no Ed25519 key")
    return key


def public(path: Path) -> Ed25519PublicKey:
    """A public key from a PEM file. Raises ArchiveError."""
    try:
        key = ser.load_pem_public_key(path.read_bytes())
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ArchiveError(f"{path}: is no public key in PEM form") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ArchiveError(f"{path}: is no Ed25519 key")
    return key


def fingerprint(key: Ed25519PublicKey) -> str:
    """SHA-256 of the raw public key, in hex: what people read to each other."""
    from riwaya.archive.chain import sha256

    return sha256(key.public_bytes(ser.Encoding.Raw, ser.PublicFormat.Raw))


def _check(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
        raise ArchiveError(f"key name {name!r}: use letters, digits, - and _ only")
