"""`leadline webhook`: where escalations are posted."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, show

Add = Callable[..., argparse.ArgumentParser]


def _webhook(command: Add) -> None:
    parser = command("webhook", change, "Say, or set, where “leadline watch” posts escalations")
    parser.add_argument("url", nargs="?", default=None, help="post there from now on")
    parser.add_argument("--off", action="store_true", help="post nowhere any more")
    parser.set_defaults(writes=True)


COMMANDS = (_webhook,)


def change(options: Any) -> int:
    """Without an address, only look."""
    from models.commands.webhook import set_webhook
    from models.queries.webhook import last_failure, webhook

    with desk_at(address(options), None, options.person) as database:
        if options.off or options.url is not None:
            database.write(partial(set_webhook, url="" if options.off else options.url))
        url = database.read(webhook)
        failure = database.read(partial(last_failure, now=database.clock.now()))
    show(options, {"webhook": url, "failure": failure}, lambda: [
        f"Escalations are posted to {url}." if url else "Escalations are posted nowhere.",
        *([f"The last was not posted: {failure}"] if url and failure else []),
    ])  # fmt: skip
    return 0
