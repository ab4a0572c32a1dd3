"""Why an article is offered, in words: what it shares with the case, and what it was worth."""

from models.handbook.article_record import Record
from models.queries.similar import Why
from models.text import Text, counted, text


def why_words(why: Why) -> Text | str:
    """“Same product and the words export, CSV; helped in 4 cases, none reopened”; empty where there
    is nothing to say."""
    match, record = _match(why), record_words(why.record)
    if match and record:
        return text("{match}; {record}", match=match, record=record)
    return match or record


def record_words(record: Record) -> Text | str:
    """“helped in 4 cases, none reopened, 3 of them for 14 days and more; called wrong in one”."""
    wrong = counted(record.wrong, "called wrong in one case", "called wrong in {count} cases")
    if not record.helped:
        return wrong if record.wrong else ""
    helped = counted(record.helped, "helped in one case", "helped in {count} cases")
    told = text("{helped}, {after}", helped=helped, after=_after(record))
    return text("{told}; {wrong}", told=told, wrong=wrong) if record.wrong else told


def _match(why: Why) -> Text | str:
    words = ", ".join(why.words)
    if why.product and words:
        return text("Same product and the words {words}", words=words)
    if why.product:
        return text("Same product")
    return (
        counted(len(why.words), "The word {words}", "The words {words}", words=words)
        if words
        else ""
    )


def _after(record: Record) -> Text:
    """What became of those cases: opened again, or held."""
    if record.reopened:
        return counted(record.reopened, "one of them reopened", "{count} of them reopened")
    none = text("not reopened") if record.helped == 1 else text("none reopened")
    if not record.held:
        return none
    if record.held == record.helped:
        return text("{none} within 14 days", none=none)
    held = counted(record.held, "one held for 14 days", "{count} held for 14 days")
    return text("{none}, {held}", none=none, held=held)
