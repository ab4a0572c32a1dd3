"""A filter of the queue in words: one removable part each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.handbook.environment import PRODUCTION, YES
from models.handbook.intake import ENDED
from models.handbook.languages import language_name
from models.queue_filter import QueueFilter, happening_in
from models.wording import FIELDS, STATUSES
from ui.messages import counted, tr


@dataclass(frozen=True)
class FilterPart:
    """What is on, in words, and the filter without it."""

    words: str
    without: QueueFilter


def parts(shown: QueueFilter, people: Mapping[int, str]) -> list[FilterPart]:
    """What is on beside the chip and the words typed, in the order of the filter sheet."""
    found = []
    if shown.priorities:
        said = ", ".join(shown.priorities)
        found.append(FilterPart(tr("Priority: {names}", names=said), replace(shown, priorities=())))
    if shown.statuses:
        said = ", ".join(tr(STATUSES[name]) for name in shown.statuses)
        if shown.statuses == ENDED:
            said = tr("no longer open")
        found.append(FilterPart(tr("Status: {names}", names=said), replace(shown, statuses=())))
    if shown.assignee_id is not None:
        name = people.get(shown.assignee_id, tr("somebody who left"))
        without = replace(shown, assignee_id=None)
        found.append(FilterPart(tr("Agent: {name}", name=name), without))
    if shown.unassigned:
        found.append(FilterPart(tr("Agent: nobody"), replace(shown, unassigned=False)))
    found += _environment(shown)
    if shown.language:
        said = tr("Language: {name}", name=tr(language_name(shown.language)))
        found.append(FilterPart(said, replace(shown, language="")))
    if shown.resolved_days:
        said = counted(shown.resolved_days, "Resolved a day ago or more",
                       "Resolved {count} days ago or more")  # fmt: skip
        found.append(FilterPart(said, replace(shown, resolved_days=0)))
    return found


def _environment(shown: QueueFilter) -> list[FilterPart]:
    found = []
    for name, said in shown.environment:
        asked = said if name != PRODUCTION else tr("yes") if said == YES else tr("no")
        part = tr("{field}: {asked}", field=tr(FIELDS[name]), asked=asked)
        found.append(FilterPart(part, happening_in(shown, **{name: ""})))
    return found


def cleared(shown: QueueFilter) -> QueueFilter:
    """The same chip, nothing else on."""
    return QueueFilter(chip=shown.chip)
