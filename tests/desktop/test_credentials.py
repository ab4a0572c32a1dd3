"""The keyring as it really is: a Secret Service on a bus of its own; none; locked; plain text."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringError

from desktop import credentials

ROOT = Path(__file__).parents[2]
ACCOUNT = "ana@db.example:5432/desk"
PASSWORD = "tür & “angel”"

UNLOCKED = 'printf "\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && '
LOCK = (
    "import secretstorage\n"
    "bus = secretstorage.dbus_init()\n"
    "secretstorage.get_default_collection(bus).lock()\n"
)
USE = (
    "import json\n"
    "from desktop.credentials import keep, keyring_trouble, recall\n"
    "account, password = {account!r}, {password!r}\n"
    "def said(text): return text and text.key\n"
    "before, none = recall(account), keyring_trouble()\n"
    "{lock}"
    "kept, after = keep(account, password), recall(account)\n"
    "print(json.dumps([before.password, said(before.trouble), said(none), said(kept),"
    " after.password, said(after.trouble)]))\n"
)


def used(folder: Path, *launcher: str, lock: str = "", begin: str = "") -> list[str | None]:
    """[password before, its trouble, none there, keeping, password after, its trouble]."""
    script = folder / "use.py"
    script.write_text(USE.format(account=ACCOUNT, password=PASSWORD, lock=lock), "utf-8")
    (folder / "run").mkdir(mode=0o700)
    environment = {
        "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"), "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }  # fmt: skip
    ran = subprocess.run(
        [*launcher, "sh", "-c", f"{begin}exec {sys.executable} {script}"], env=environment,
        cwd=ROOT, text=True, capture_output=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told: list[str | None] = json.loads(ran.stdout)
    return told


def with_a_keyring(folder: Path, lock: str = "") -> list[str | None]:
    """The same with a Secret Service, unlocked, on a bus of its own."""
    for program in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"no {program} here")
    return used(folder, "dbus-run-session", "--", lock=lock, begin=UNLOCKED)


def test_a_password_is_kept_and_found_again(tmp_path: Path) -> None:
    assert with_a_keyring(tmp_path) == [None, None, None, None, PASSWORD, None]


def test_a_locked_keyring_is_said_to_be_locked(tmp_path: Path) -> None:
    locked = credentials._LOCKED.key
    assert with_a_keyring(tmp_path, LOCK) == [
        None, None, None, locked, None, locked,
    ]  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs no bus elsewhere")
def test_without_a_bus_there_is_no_keyring(tmp_path: Path) -> None:
    nothing = credentials._NONE.key
    assert used(tmp_path) == [None, nothing, nothing, nothing, None, nothing]


class Plain(KeyringBackend):
    """Stands for a backend of `keyrings.alt`: works, and keeps what it gets for all to read."""

    priority = 0.5
    kept: dict[str, str] = {}  # noqa: RUF012

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password


Plain.__module__ = "keyrings.alt.file"


class Broken(KeyringBackend):
    """Raises what it was made with, whatever is asked."""

    priority = 1

    def __init__(self, error: Exception) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


UNSAFE: tuple[Any, ...] = (Plain, null.Keyring, fail.Keyring)


@pytest.mark.parametrize("kind", UNSAFE)
def test_nothing_is_kept_where_it_would_not_be_safe(
    monkeypatch: pytest.MonkeyPatch, kind: Any
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", kind)
    Plain.kept.clear()
    assert credentials.keyring_trouble() == credentials._NONE
    assert credentials.keep(ACCOUNT, PASSWORD) == credentials._NONE
    assert credentials.recall(ACCOUNT) == credentials.Recalled(None, credentials._NONE)
    assert Plain.kept == {}


def test_plain_text_is_passed_over_among_several(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [kind() for kind in UNSAFE]
    chain: Any = type("Chain", (chainer.ChainerBackend,), {"backends": made})
    monkeypatch.setattr(keyring, "get_keyring", chain)
    assert credentials.keyring_trouble() == credentials._NONE
    assert Plain.kept == {}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InitError("prompt dismissed"), credentials._LOCKED),
        (KeyringError("no"), credentials._REFUSED),
        (RuntimeError("the bus is gone"), credentials._REFUSED),
    ],
)
def test_a_keyring_that_refuses_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, error: Exception, said: object
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: Broken(error))
    assert credentials.keyring_trouble() is None
    assert credentials.recall(ACCOUNT).trouble == said
    assert credentials.keep(ACCOUNT, PASSWORD) == said


def test_a_backend_that_is_not_there_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> KeyringBackend:
        raise ModuleNotFoundError("keyrings.cloud")

    monkeypatch.setattr(keyring, "get_keyring", missing)
    assert credentials.keyring_trouble() == credentials._NONE
