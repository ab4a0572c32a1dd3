"""`leadline forecast`: how many cases will breach by when, which of the open ones, and how far to
trust that."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from desktop.connection import desk_at
from desktop.options import address, moment, show

if TYPE_CHECKING:
    from models.handbook.calibration import Calibration
    from models.queries.forecast import ForecastNow

Add = Callable[..., argparse.ArgumentParser]
_LIKELIEST: Final = 20
"""So many cases are listed for a reader; a program gets all."""


def _forecast(command: Add) -> None:
    parser = command("forecast", tell, "Say how many cases will breach, and which are likely to")
    parser.add_argument(
        "--trust", action="store_true",
        help="compare past forecasts with what happened, and say how far to trust this one",
    )  # fmt: skip


COMMANDS = (_forecast,)


def tell(options: Any) -> int:
    """The forecast of the next three days."""
    from models.queries.calibration import calibration
    from models.queries.forecast import forecast_now

    with desk_at(address(options), moment(options), options.person) as database:
        now = database.clock.now()
        found = database.read(partial(forecast_now, now=now))
        trust = database.read(partial(calibration, now=now)) if options.trust else None
    show(options, _json(found, trust), lambda: _lines(found, trust))
    return 0


def _json(found: "ForecastNow", trust: "Calibration | None") -> dict[str, Any]:
    from models.forecast_words import forecast_words, trust_words

    said: dict[str, Any] = {
        "sentence": str(forecast_words(found)),
        "expected": [one._asdict() for one in found.expected],
        "by_priority": {
            priority: [one._asdict() for one in rows]
            for priority, rows in found.by_priority.items()
        },
        "cases": [
            {"case": one.key, "priority": one.priority, "chance": round(one.chance, 4),
             "breached": one.late}
            for one in found.cases
        ],
        "learnt_from": found.learnt_from, "futures": found.futures,
    }  # fmt: skip
    if trust is not None:
        said["trust"] = {
            "sentence": str(trust_words(trust)), "level": trust.trust, "forecasts": trust.count,
            "breached": trust.breached, "brier": round(trust.brier, 4),
            "brier_of_the_average": round(trust.usual, 4), "off": round(trust.off, 4),
            "bins": [
                {"said": round(one.said, 4), "happened": round(one.happened, 4), "count": one.count}
                for one in trust.bins
            ],
        }  # fmt: skip
    return said


def _lines(found: "ForecastNow", trust: "Calibration | None") -> Sequence[str]:
    from models.forecast_words import chance_words, forecast_words, trust_words

    lines = [f"{forecast_words(found)}."]
    if trust is not None:
        lines.append(f"{trust_words(trust)}.")
    shown = found.cases[:_LIKELIEST]
    lines += [f"{one.priority}  {one.key:<10} {chance_words(one)}" for one in shown]
    if len(found.cases) > len(shown):
        lines.append(f"{len(found.cases) - len(shown):,} more are less likely to.")
    return lines
