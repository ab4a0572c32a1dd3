"""A new case from the terminal, by the rules of the form."""

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.connection import desk_at
from desktop.options import address, instant, show
from models.errors import Incomplete
from models.handbook.suggestion import IMPACTS, NO, URGENCIES, YES

if TYPE_CHECKING:
    from models.file_reading import FileContent

Add = Callable[..., argparse.ArgumentParser]
_TEXTS = (
    "title", "customer", "contact", "priority", "impact", "environment", "product", "version",
    "component", "platform", "steps", "expected", "actual", "category",
    "language",
)  # fmt: skip
_CHOICES = {
    "impact_level": IMPACTS, "urgency": URGENCIES, "workaround_known": (YES, NO),
    "production": (YES, NO),
    "security": (YES, NO),
}  # fmt: skip


def _new(command: Add) -> None:
    parser = command("new", new, "Open a case")
    for name in _TEXTS:
        parser.add_argument(f"--{name}", default="")
    for name, choices in _CHOICES.items():
        parser.add_argument(f"--{name.replace('_', '-')}", default="", choices=choices)
    parser.add_argument(
        "--priority-reason", default="", metavar="WHY", help="why another than is suggested"
    )
    parser.add_argument(
        "--named", default="", metavar="NAMES", help="who sees a security incident, by commas"
    )
    parser.add_argument("--message", default="", help="the customer's own words")
    parser.add_argument("--received", default=None, help="when it came, such as 2026-05-12T14:05Z")
    parser.add_argument(
        "--incomplete", action="store_true", help="open it though something is missing"
    )
    parser.add_argument(
        "--from-clipboard", action="store_true",
        help="begin with the complaint that was copied; what it lacks may be missing",
    )  # fmt: skip
    parser.add_argument("--template", default="", metavar="NAME", help="begin with a template")
    parser.add_argument(
        "--attach", type=Path, action="append", default=[], metavar="FILE",
        help="attach this file; may be given several times",
    )  # fmt: skip
    parser.set_defaults(writes=True)


COMMANDS = (_new,)


def new(options: Any) -> int:
    """The same rules as in the window; what is missing is a known error that names it."""
    from models.commands.cases import NewCase, open_case
    from models.queries.case import case_key, holder_of

    files = _read(options.attach)
    copied = _copied() if options.from_clipboard else {}
    names = (*_TEXTS, *_CHOICES, "message", "priority_reason", "named")
    written = {name: getattr(options, name) for name in names}
    texts = {name: words or copied.get(name, "") for name, words in written.items()}
    with desk_at(address(options), None, options.person) as database:
        if options.template:
            texts = _begun(options.template, texts, database)
        if copied:
            texts |= _whose(texts, database)
        wanted = NewCase(
            **texts | {"priority": texts["priority"] or None},
            incomplete=options.incomplete or options.from_clipboard,
            received_at=_received(options, copied.get("received_at", ""), database),
            attachments=files,
        )
        try:
            case_id = database.write(partial(open_case, new=wanted)).result
        except Incomplete as lacking:
            lacking.what_next = "Fill it in, or give --incomplete."
            raise
        key = database.read(partial(case_key, case_id=case_id))
        holder = database.read(partial(holder_of, case_id=case_id))
        text, recorded = _acknowledged(case_id, database)
    told = {
        "case": key, "assignee": holder, "acknowledgement": {"text": text, "recorded": recorded}
    }  # fmt: skip
    became = "This is recorded as" if recorded else "A draft of"
    whose = f"{holder} has it, by the handbook's rules" if holder else "nobody has it yet"
    show(options, told, lambda: [
        f"{key} is open; {whose}. {became} its acknowledgement:", "", text
    ])  # fmt: skip
    return 0


def _acknowledged(case_id: int, database: Any) -> tuple[str, bool]:
    """The acknowledgement in words, and whether the policy has it recorded unseen (rule 21)."""
    from models.commands.acknowledge import acknowledge
    from models.queries.acknowledgement import drafted_acknowledgement

    draft = database.read(
        partial(drafted_acknowledgement, case_id=case_id, now=database.clock.now(),
                me=database.person_id)
    )  # fmt: skip
    if not draft.unseen:
        return draft.text, False
    told = partial(acknowledge, case_id=case_id, text=draft.text, promised=draft.promised)
    return database.write(told).result, True


def _read(paths: Sequence[Path]) -> "tuple[FileContent, ...]":
    """What the files hold; where one is refused, no case is opened without it."""
    from models.file_reading import read_files

    found = read_files(paths)
    if found.refused:
        raise found.refused[0]
    return found.taken


def _copied() -> dict[str, str]:
    """The complaint on the clipboard, by field."""
    from desktop.clipboard import copied_text
    from models.complaint import read_text

    return read_text(copied_text()).fields()


def _begun(template: str, texts: dict[str, str], database: Any) -> dict[str, str]:
    """The texts with what the template says where nothing was written."""
    from models.intake_texts import begun_with
    from models.queries.intake_templates import intake_template_named

    found = database.read(partial(intake_template_named, name=template))
    written = {name: words for name, words in texts.items() if words}
    return {**texts, **begun_with(found.texts, written, {})}


def _whose(texts: dict[str, str], database: Any) -> dict[str, str]:
    """Whose case it is: the one customer where this address is known; else who wrote it stands in
    the message, for a contact is somebody at a customer, and which is not to be guessed."""
    from models.queries.contacts import customer_of_address

    contact = texts["contact"]
    if texts["customer"] or not contact:
        return {}
    customer = database.read(partial(customer_of_address, written=contact))
    if customer:
        return {"customer": customer}
    return {"contact": "", "message": f"From: {contact}\n\n{texts['message']}".strip()}


def _received(options: Any, copied: str, database: Any) -> datetime | None:
    """When the customer wrote: as an option says, or as a copied mail does, in the desk's zone."""
    if options.received:
        return instant(options.received)
    from models.handbook.zones import zone
    from models.policies import load_policies
    from models.typed_instant import read_instant

    place = zone(database.read(load_policies).newest.team.zone)
    return read_instant(copied, database.clock.now(), place)
