"""Whether words say since when: of a complaint, in English and German.

Where a text may mean a time or something else ("since we need it"), it counts as told: nobody is
asked for what stands there. A bare number, a version or an address is no time.
"""

import re
from typing import Final

_LONGEST: Final = 20_000
"""Characters that are looked through; what is told later than that is not missed aloud."""

_WEEKDAYS: Final = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    "(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabends?"
)
_MONTHS: Final = (
    "jan(?:uary|uar)?|feb(?:ruary|ruar)?|march|mar|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|"
    "aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_NUMBER: Final = (
    r"\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|some|many|"
    "a few|few|a couple(?: of)?|a good|half an?|ein|eine[mnr]?|zwei|drei|vier|fünf|sechs|sieben|"
    "acht|neun|zehn|zwölf|einigen?|mehreren?|wenigen|ein paar|etlichen|einer halben"
)
_UNITS: Final = (
    "min(?:ute)?s?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?|"
    "minuten?|stunden?|tag(?:en?)?|nächten|wochen?|monat(?:en?)?|jahr(?:en?)?"
)
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_YEAR: Final = r"(?:19|20)\d\d"
_CLOCK: Final = r"(?:[01]?\d|2[0-3])"
_CHANGE: Final = (
    "updates?|upgrade|release|deploy(?:ment)?|migration|restart|reboot|patch|rollout|outage|"
    "umstellung|aktualisierung|neustart|ausfall|umzug|wartung|einspielen"
)

_TOLD: Final = re.compile(
    "|".join(
        (
            rf"\b(?:{_WEEKDAYS})\b",
            r"\b(?:since|seit(?:dem|her)?)\b",
            r"\b(?:yesterday|today|tonight|overnight|gestern|vorgestern|heute|mittags|midnight|"
            r"mitternacht|noon|vorhin)\b",
            r"\b(?:this|last|previous|past|earlier this)\s+(?:morning|noon|afternoon|evening|night|"
            r"week(?:end)?|month|quarter|year)\b",
            r"\b(?:over|at|on|during) the (?:weekend|night)\b|\b(?:am|übers) wochenende\b",
            r"\büber nacht\b|\b(?:letzte|vorige|vergangene|diese)[mnrs]?\s+"
            r"(?:nacht|woche|monat|quartal|jahr|tagen?)\b",
            rf"\b(?:for|vor|the (?:last|past)|den letzten)\s+(?:\w+\s+){{0,3}}?(?:{_NUMBER})\s+"
            rf"(?:\w+\s+)?(?:{_UNITS})\b",
            r"\bfor (?:hours|days|weeks|months|years|ages)\b",
            rf"\b(?:{_NUMBER})\s*(?:{_UNITS})\s+(?:ago|now|lang|long|already|schon)\b",
            rf"\b(?:{_UNITS})\s+ago\b",
            rf"\b(?:after|nach)\s+(?:\w+\s+){{0,3}}?(?:\w*(?:{_CHANGE}))\b",
            r"\b(?:never worked|from the (?:very )?(?:start|beginning)|always been|schon immer|"
            r"noch nie|von anfang an)\b",
            rf"\b{_DAY}(?:\.|st|nd|rd|th)?\s*(?:of\s+)?(?:{_MONTHS})\b",
            rf"\b(?:{_MONTHS})\.?\s+(?:{_DAY}|{_YEAR})(?:st|nd|rd|th)?\b",
            rf"\b(?:in|early|late|mid|im|anfang|mitte|ende)\s+(?:{_MONTHS})\b",
            rf"(?<![\w./-]){_YEAR}-{_MONTH}-{_DAY}(?![\d./-]\d|\d)",
            rf"(?<![\w./-]){_DAY}([./]){_MONTH}\1(?:{_YEAR})(?![\d]|[./-]\d)",
            rf"(?<![\w./-]){_MONTH}/{_DAY}/(?:{_YEAR})(?![\d]|[./-]\d)",
            rf"\b(?:on|from|am|vom|ab)\s+(?:the\s+)?{_DAY}(?:\.\s?{_MONTH}\b|/{_MONTH}\b|\.(?=\s|$)|"
            r"st\b|nd\b|rd\b|th\b)",
            rf"(?<![\w.:\[-]){_CLOCK}:[0-5]\d(?::[0-5]\d)?(?![\w:\]]|\.\d)",
            rf"(?<![\w.,-]){_CLOCK}(?:[.:h]?[0-5]\d)?\s*(?:uhr\b|o['’]?clock\b|[ap]\.?m\b)",
        )
    ),
    re.IGNORECASE,
)


def tells_since_when(words: str) -> bool:
    """Whether a complaint says when it began; so it is of a text too long to look through."""
    return len(words) > _LONGEST or _TOLD.search(words) is not None
