"""A door with TLS before a PostgreSQL that has none: answers libpq's wish, hands on the rest.

A certificate authority of its own signs its certificate, and those of clients it lets in.
"""

import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path

import pytest

WISH = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
"""libpq's first eight bytes where it wants TLS (SSLRequest)."""


class Certificates:
    """Made by openssl in a folder: `root`, and (certificate, key) of whoever is asked for."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("no openssl here")
        self._folder = folder
        self.root, self._root_key = folder / "root.crt", folder / "root.key"
        _openssl("req", "-x509", *_new_key(self._root_key), "-out", self.root, "-days", "2",
                 "-subj", "/CN=Test authority")  # fmt: skip

    def made_for(self, name: str) -> tuple[Path, Path]:
        """A certificate of a server or a client of that name, and its key."""
        certificate, key = self._folder / f"{name}.crt", self._folder / f"{name}.key"
        _openssl("req", "-x509", *_new_key(key), "-out", certificate, "-days", "2",
                 "-CA", self.root, "-CAkey", self._root_key, "-subj", f"/CN={name}",
                 "-addext", f"subjectAltName=DNS:{name}",
                 "-addext", "basicConstraints=critical,CA:FALSE")  # fmt: skip
        key.chmod(0o600)
        return certificate, key


class TlsDoor(threading.Thread):
    """Listens on the loopback until `close`, and passes on to the socket at `behind`."""

    def __init__(self, behind: Path, certificate: Path, key: Path, clients: Path | None) -> None:
        super().__init__(daemon=True)
        self._behind = behind
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        if clients is not None:
            self._context.verify_mode = ssl.CERT_REQUIRED
            self._context.load_verify_locations(clients)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.start()

    def run(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def close(self) -> None:
        """Listen no more."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.join()

    def _serve(self, caller: socket.socket) -> None:
        try:
            with caller, socket.socket(socket.AF_UNIX) as server:
                if caller.recv(len(WISH), socket.MSG_WAITALL) != WISH:
                    return
                caller.sendall(b"S")
                server.connect(str(self._behind))
                with self._context.wrap_socket(caller, server_side=True) as safe:
                    back = threading.Thread(target=_pump, args=(server, safe), daemon=True)
                    back.start()
                    _pump(safe, server)
                    back.join()
        except OSError:  # whoever called went away, or was not let in
            return


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while block := source.recv(65536):
            target.sendall(block)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


def _new_key(path: Path) -> tuple[str | Path, ...]:
    curve = "ec_paramgen_curve:prime256v1"
    return "-newkey", "ec", "-pkeyopt", curve, "-nodes", "-keyout", path


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
