"""`leadline team give`: a turn, or the rest of one, is somebody else's."""

from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.commands_standing import Action, Change

if TYPE_CHECKING:
    from models.queries.team import TurnRow
    from models.work import Work


def add_turn_actions(action: Action, change: Change) -> None:
    """Add it to `leadline team`; `change` does something to whoever is named."""
    parser = action("give", partial(give, change), "Give a turn, or the rest of one, to another")
    parser.add_argument("--to", required=True, metavar="NAME", help="whose it is then")
    parser.add_argument("--role", default="", help="of which role; left out, the next they have")
    parser.add_argument("--from", dest="begins", default="", metavar="WHEN",
                        help="left out, now, or when it begins")  # fmt: skip
    parser.add_argument("--until", default="", metavar="WHEN", help="left out, its end")


def give(change: Change, options: Any) -> int:
    """The turn they have now, or else their next."""
    from models.commands.turns import give_turn
    from models.handbook.zones import zone
    from models.queries.people import anybody_named
    from models.queries.team import team_now
    from models.typed_span import read_part

    def write(work: "Work") -> None:
        team = team_now(work.session, work.now)
        turn = _turn_of(team.turns, anybody_named(work.session, options.name), options)
        whole = turn.begins_at, turn.ends_at
        first, last = read_part(options.begins, options.until, whole, work.now, zone(team.zone))
        taker = anybody_named(work.session, options.to)
        give_turn(work, turn.id, turn.version, taker, first, last)

    return change(options, lambda _: write)


def _turn_of(turns: "tuple[TurnRow, ...]", person_id: int, options: Any) -> "TurnRow":
    from models.errors import KnownError
    from models.wording import role_name

    role = "_".join(options.role.replace("-", " ").casefold().split())
    theirs = (one for one in turns if one.person_id == person_id and role in ("", one.role))
    turn = next(theirs, None)
    if turn is None:
        which = f" as {role_name(role)}" if role else ""
        raise KnownError("No turn", f"{options.name} has no turn{which}.", "Enter the turn first.")
    return turn
