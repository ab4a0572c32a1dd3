"""An answer that trickles in has an end."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

import pytest

from desktop.webhook import ask
from models.webhook_answer import Answer


@contextmanager
def trickling(first: bytes) -> Iterator[int]:
    """The port of a server that says this at once, and then a letter at a time, for good."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        over = threading.Event()

        def answer() -> None:
            asked, _ = server.accept()
            with asked, suppress(OSError):
                asked.recv(65_536)
                asked.sendall(first)
                while not over.wait(0.02):
                    asked.sendall(b"a")

        thread = threading.Thread(target=answer)
        thread.start()
        yield int(server.getsockname()[1])
        over.set()
        thread.join(30)
        assert not thread.is_alive()


@pytest.mark.parametrize(("scheme", "first"), [("http", b""), ("https", b"\x16\x03\x03\x40\x00")])
def test_a_webhook_that_says_a_letter_at_a_time_has_not_answered(scheme: str, first: bytes) -> None:
    begun = monotonic()
    with trickling(first) as port:
        told = ask(f"{scheme}://127.0.0.1:{port}/key-1", b"{}", {}, reads=False, within=0.4)
    assert told == Answer(failure="The webhook cannot be reached: timed out.")
    assert monotonic() - begun >= 0.4


@pytest.mark.parametrize("head", [b"", b"X: "])
def test_what_never_ends_is_read_for_so_long_and_the_post_was_taken(head: bytes) -> None:
    begun = monotonic()
    with trickling(b"HTTP/1.1 200 OK\r\n" + (head or b"\r\nTaken. ")) as port:
        told = ask(f"http://127.0.0.1:{port}/key-1", b"{}", {}, reads=True, within=0.4)
    assert (told.status, told.failure, told.words[:8]) == (200, "", "" if head else "Taken. a")
    assert monotonic() - begun >= 0.4


def test_a_webhook_that_takes_nothing_is_told_as_ever() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    told = ask(f"http://127.0.0.1:{port}/", b"{}", {}, reads=False)
    assert "refused" in told.failure
