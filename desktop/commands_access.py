"""`leadline access`: who sees a restricted case, and everybody again."""

import argparse
from collections.abc import Callable
from functools import partial
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, show

Add = Callable[..., argparse.ArgumentParser]


def _access(command: Add) -> None:
    parser = command("access", change, "Who sees a restricted case: add, remove, lift")
    parser.add_argument("case")
    parser.add_argument("--add", default="", metavar="NAMES", help="who sees it too, by commas")
    parser.add_argument("--remove", default="", metavar="NAMES", help="who no longer does")
    parser.add_argument("--lift", action="store_true", help="everybody sees it again")
    parser.add_argument("--reason", default="", metavar="WHY", help="why it is lifted")
    parser.set_defaults(writes=True)


COMMANDS = (_access,)


def change(options: Any) -> int:
    """The same rules as in the window; whoever takes out themselves does not see it any more."""
    from models.commands.access import change_access, lift_restriction, people_written
    from models.queries.case import case_id_of, case_key
    from models.work import Work

    def write(work: Work, case_id: int) -> None:
        if options.lift:
            lift_restriction(work, case_id, options.reason)
        else:
            change_access(
                work, case_id, people_written(work, options.add, "add"),
                people_written(work, options.remove, "remove", gone_too=True),
            )  # fmt: skip

    with desk_at(address(options), None, options.person) as database:
        case_id = database.read(partial(case_id_of, key=options.case))
        key = database.read(partial(case_key, case_id=case_id))
        database.write(partial(write, case_id=case_id))
    said = "Everybody sees {} again." if options.lift else "Who sees {} is changed."
    show(options, {"case": key, "lifted": options.lift}, lambda: [said.format(key)])
    return 0
