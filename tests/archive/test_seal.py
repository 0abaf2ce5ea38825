"""Seals: signed, checked offline, stamped by a real RFC 3161 authority made with OpenSSL."""

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from riwaya.archive import keys, seal
from riwaya.errors import ArchiveError

HEAD = (7, "ab" * 32)
CONF = """[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa_config]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIWAYA_KEYS", str(tmp_path / "keys"))


def openssl(folder: Path, *args: str, data: bytes | None = None) -> bytes:
    done = subprocess.run(["openssl", *args], cwd=folder, input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Address of a timestamp authority on this machine, and its root certificate."""
    if shutil.which("openssl") is None:
        pytest.skip("OpenSSL is not installed")
    folder = tmp_path / "tsa"
    folder.mkdir()
    (folder / "serial").write_text("01")
    (folder / "c.cnf").write_text(CONF.format(folder=folder))
    new = ("-newkey", "rsa:2048", "-nodes", "-config", "c.cnf")
    openssl(folder, "req", "-x509", *new, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test root",
            "-days", "30", "-extensions", "ca")  # fmt: skip
    openssl(folder, "req", *new, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test authority")
    openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out",
            "tsa.pem", "-days", "20", "-extfile", "c.cnf", "-extensions", "tsa")  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            (folder / "q.tsq").write_bytes(query)
            openssl(
                folder, "ts", "-reply", "-config", "c.cnf", "-section", "here", "-queryfile", "q.tsq", "-out", "a.tsr"
            )
            self.send_response(200 if self.path == "/tsa" else 500)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write((folder / "a.tsr").read_bytes())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tsa", folder / "ca.pem"
    server.shutdown()


def made(name: str = "k") -> dict[str, object]:
    if name not in keys.names():
        keys.make(name)
    return seal.make("archive-1", HEAD, "riwaya test", keys.private(name))


def test_a_seal_holds_with_its_public_key_alone(tmp_path: Path) -> None:
    file = tmp_path / "seal.json"
    file.write_text(json.dumps(made()))
    seal.check(seal.read(file), keys.public(keys.folder() / "k.pub"))


@pytest.mark.parametrize("field", ["archive", "entry", "head", "at", "program"])
def test_a_changed_seal_does_not_hold(field: str) -> None:
    changed = made()
    changed["statement"][field] = "other"  # type: ignore[index]
    with pytest.raises(ArchiveError, match="changed after"):
        seal.check(changed, keys.public(keys.folder() / "k.pub"))


def test_another_key_does_not_fit() -> None:
    keys.make("other")
    with pytest.raises(ArchiveError, match="another key"):
        seal.check(made(), keys.public(keys.folder() / "other.pub"))


def test_a_timestamp_holds_and_is_bound_to_the_seal(authority: tuple[str, Path]) -> None:
    url, root = authority
    stamped = seal.stamp(made(), url)
    assert seal.check_stamp(stamped, root).startswith("20")
    other = {**made(), "timestamp": stamped["timestamp"]}
    with pytest.raises(ArchiveError, match="does not hold"):
        seal.check_stamp(other, root)
    with pytest.raises(ArchiveError, match="no timestamp"):
        seal.check_stamp(made(), root)


def test_a_timestamp_of_another_authority_does_not_hold(authority: tuple[str, Path], tmp_path: Path) -> None:
    url, _ = authority
    stamped = seal.stamp(made(), url)
    openssl(
        tmp_path, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "x.key", "-out", "x.pem", "-subj", "/CN=x"
    )
    with pytest.raises(ArchiveError, match="does not hold"):
        seal.check_stamp(stamped, tmp_path / "x.pem")
    with pytest.raises(ArchiveError, match="no certificate"):
        seal.check_stamp(stamped, tmp_path / "x.key")


def test_an_authority_that_fails(authority: tuple[str, Path]) -> None:
    url, _ = authority
    with pytest.raises(ArchiveError, match="gave no timestamp"):
        seal.stamp(made(), url.replace("/tsa", "/broken"))
    with pytest.raises(ArchiveError, match="gave no timestamp"):
        seal.stamp(made(), "http://127.0.0.1:9/")


def test_keys_are_private_and_may_have_a_passphrase() -> None:
    keys.make("safe", "long words")
    assert (keys.folder() / "safe.key").stat().st_mode & 0o077 == 0
    with pytest.raises(ArchiveError, match="passphrase"):
        keys.private("safe")
    with pytest.raises(ArchiveError, match="wrong passphrase"):
        keys.private("safe", "other")
    assert keys.private("safe", "long words")
    with pytest.raises(ArchiveError, match="already"):
        keys.make("safe")
    with pytest.raises(ArchiveError, match="letters"):
        keys.make("../x")
    with pytest.raises(ArchiveError, match="riwaya keys make"):
        keys.private("none")


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"statement": {"kind": "x"}, "signature": 1}', "\u0000"])
def test_what_is_no_seal(tmp_path: Path, content: str) -> None:
    (tmp_path / "s").write_text(content)
    with pytest.raises(ArchiveError, match="no seal"):
        seal.read(tmp_path / "s")
