"""A path of escalation as a sentence: for the Handbook page, and for what differs."""

from models.handbook.escalation import Escalation, Path, Step
from models.handbook.lengths import seconds_words
from models.text import Text, text
from models.wording import role_name


def path_words(path: Path) -> str:
    """As it is written: “squad lead after 10 min, 2 times; feature owner; lead”."""
    return "; ".join(_written(step) for step in path)


def walk_words(escalation: Escalation) -> list[Text]:
    """A sentence for each step that is taken while nobody sees the alert."""
    found: list[Text] = []
    for step in escalation.path:
        patience = escalation.patience(step)
        if patience is None:
            said = text("It goes no further.") if found else text("Nobody else is told.")
            return [*found, said]
        found.append(_sentence(step, seconds_words(patience), first=not found))
    return found


def _sentence(step: Step, patience: str, *, first: bool) -> Text:
    begin = "Unseen for {time}: the {role}{more}." if first else "{time} later: the {role}{more}."
    return text(begin, time=patience, role=role_name(step.role), more=_more(step))


def _written(step: Step) -> str:
    after = f" after {seconds_words(step.after)}" if step.after is not None else ""
    return f"{role_name(step.role)}{after}{_more(step)}"


def _more(step: Step) -> Text:
    """“, 3 times, in the hours of “team”, outside them the lead”."""
    said = []
    if step.times > 1:
        said.append(text(", {count} times", count=step.times))
    if step.within and step.otherwise:
        said.append(text(", in the hours of “{calendar}”, outside them the {role}",
                         calendar=step.within, role=role_name(step.otherwise)))  # fmt: skip
    elif step.within:
        said.append(text(", in the hours of “{calendar}”, or when they begin",
                         calendar=step.within))  # fmt: skip
    if step.hands:
        said.append(text(", who is given the case"))
    named = {f"part{place}": one for place, one in enumerate(said)}
    return text("".join(f"{{{name}}}" for name in named), **named)
