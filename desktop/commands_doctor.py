"""`leadline doctor`: what stands between an alert and the person at this computer."""

import argparse
from collections.abc import Callable
from typing import Any

from desktop.connection import desk_at
from desktop.options import address, show

Add = Callable[..., argparse.ArgumentParser]


def _doctor(command: Add) -> None:
    command("doctor", doctor, "Say whether alerts reach whoever is at this computer")


COMMANDS = (_doctor,)


def doctor(options: Any) -> int:
    """Every fact with its mark; status 1 where an alert would not get past one of them."""
    from desktop.bus_facts import bus_facts
    from desktop.diagnostics import Here, diagnose
    from models.diagnosis import as_lines

    with desk_at(address(options), None, options.person) as database:
        facts = diagnose(database, address(options), bus_facts(), Here())
    show(options, {"facts": [fact.to_json() for fact in facts]}, lambda: as_lines(facts))
    return int(any(fact.state == "bad" for fact in facts))
