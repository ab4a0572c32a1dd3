"""What a webhook said to a post."""

from dataclasses import dataclass

from models.text import Text, text


@dataclass(frozen=True)
class Answer:
    """`status` where it answered, with the first of its `words`; `failure` says why it did not take
    the post, "" where it did."""

    status: int | None = None
    words: str = ""
    failure: str = ""


def answer_words(answer: Answer) -> Text:
    """What came of it, in one sentence and the webhook's own words."""
    if answer.failure:
        said = text("Not taken. {failure}", failure=answer.failure)
    else:
        said = text("Taken: the webhook answered {status}.", status=answer.status or "")
    if not answer.words:
        return said
    return text("{said} It said: “{words}”", said=said, words=answer.words)
