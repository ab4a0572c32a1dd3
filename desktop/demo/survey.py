"""What customers said when they were asked afterwards: some answer, the served ones kindly."""

from random import Random

from desktop.demo.story import HOUR, Story
from models.handbook import events as ev

_ANSWERED = 0.38
_USUAL, _LATE = (1, 2, 6, 34, 57), (14, 24, 30, 22, 10)
"""Of a hundred answers, how many give each score from 1 to 5."""


def surveyed(story: Story, resolved: int, *, late: bool) -> None:
    """The customer is asked, and may answer within two days of work.

    Chance is the case's own here, so that nothing else of the desk depends on who answers.
    """
    random = Random(story.opened_at)
    if random.random() > _ANSWERED:
        return
    score = random.choices((1, 2, 3, 4, 5), _LATE if late else _USUAL)[0]
    said = random.choice(("", *story.cast.script.scores[str(score)]))
    at = story.policy.team.add_seconds(resolved, random.randint(2, 16) * HOUR)
    story.tell(ev.SURVEYED, at, {"score": score, "comment": story.voice.fill(said)})
