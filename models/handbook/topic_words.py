"""The words of a title that topics are made of."""

from collections.abc import Sequence
from typing import Final

_SAID_EVERYWHERE: Final = (
    "a aber about after again all als also am an and any are as at au auch auf aus aux avec be "
    "because been before bei being bin bis but by can cannot ce cette como con could da dans das "
    "dass de del dem den der des did die do doch does doesn don du during ein eine einem einen "
    "einer el elle en er es est esta et every for from fur get gets getting got habe haben had "
    "happen happened happens has hat have hay he her his how i ich if ihr il im in into is isn "
    "ist it its just kann kein keine la las le les lo los mais man mas me mehr mein mich mir mit "
    "more muss must muy my nach ne nicht no noch nos not notre nous now nur oder of off ohne on "
    "one only or ou our out over par para pas pero plus por pour que qui re s sa sans se see sein "
    "seit ses she should sich sie sin since sind so soll some son still su sur sus t than that "
    "the their them then there they this to too um un una und under une uns unter until up us use "
    "used using very via vom von vor vos votre vous war warum was we weil wenn wer werden were "
    "what when where which while who why wie will wir wird with without wo won would y ya you "
    "your zu zum zur "
)
LITTLE: Final = frozenset(_SAID_EVERYWHERE.split())
"""Words of four languages that tell nothing of what a case is about, folded."""


def topic_words(words: Sequence[str]) -> tuple[str, ...]:
    """Those that tell something, each once; a number only with the word before it (“error 500”).

    Words are folded already (`models.search_words`).
    """
    found = dict[str, None]()
    before = ""
    for word in words:
        if word.isdigit():
            if before:
                found[f"{before} {word}"] = None
            before = ""
            continue
        before = "" if word in LITTLE else word
        if before and (len(word) > 1 or not word.isascii()):
            found[word] = None
    return tuple(found)
