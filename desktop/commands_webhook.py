"""`leadline webhook`: where escalations are posted, in which shape, signed with what."""

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
    shapes = "with an address: generic, chat or pager; left out, generic"
    parser.add_argument("--shape", default="generic", metavar="SHAPE", help=shapes)
    parser.add_argument("--key", default="", help="with a pager: the key it shows for this desk")
    only = "with an address: post escalations or thresholds alone; left out, both"
    parser.add_argument("--only", choices=("escalations", "thresholds"), help=only)
    parser.add_argument("--secret", action="store_true", help="show what posts are signed with")
    parser.add_argument("--new-secret", action="store_true", help="sign with another, and show it")
    parser.set_defaults(writes=True)


COMMANDS = (_webhook,)


def change(options: Any) -> int:
    """Without an address, only look."""
    from models.commands.webhook import renew_secret, set_webhook
    from models.queries.webhook import KINDS, hook_of, last_failure, secret_for

    with desk_at(address(options), None, options.person) as database:
        if options.off or options.url is not None:
            url = "" if options.off else options.url
            posts = (options.only,) if options.only else KINDS
            database.write(partial(
                set_webhook, url=url, shape=options.shape, key=options.key, posts=posts
            ))  # fmt: skip
        if options.new_secret:
            database.write(renew_secret)
        hook, now = database.read(hook_of), database.clock.now()
        failure = database.read(partial(last_failure, now=now)) if hook else ""
        asked = partial(secret_for, person_id=database.person_id, now=now)
        secret = database.read(asked) if options.secret or options.new_secret else ""
    told = {"webhook": hook.url if hook else "", "shape": hook.shape if hook else "",
            "posts": list(hook.posts) if hook else [], "failure": failure}  # fmt: skip
    told |= {"secret": secret} if secret else {}
    show(options, told, lambda: [
        f"{_POSTED[hook.posts]} are posted to {hook.url}, {_SHAPES[hook.shape]}."
        if hook else "Nothing is posted.",
        *([f"Posts are signed with {secret}"] if secret else []),
        *([f"The last was not posted: {failure}"] if failure else []),
    ])  # fmt: skip
    return 0


_POSTED = {
    ("escalations", "thresholds"): "Escalations and crossed thresholds",
    ("escalations",): "Escalations", ("thresholds",): "Crossed thresholds",
}  # fmt: skip
_SHAPES = {
    "generic": "all of it by names", "chat": "as a sentence for a chat",
    "pager": "as incidents of a pager",
}  # fmt: skip
