"""The radar in words: coverage, what rises, and what an article would have saved by which guess."""

from models.handbook.attainment import FEW
from models.handbook.topic_figures import STRENGTH, SUPPOSED, Coverage
from models.queries.radar import Radar, RadarRow
from models.review_words import halves, period_words
from models.text import Text, counted, text

RISING = "▲"
"""The shape of what rises, beside the word."""


def topic_name(row: RadarRow) -> Text:
    """What a topic is called on the screen."""
    if row.name:
        return text("{name}", name=row.name)
    place = place_words(row)
    if not place:
        return text("All cases" if row.topic.whole else "Everything else")
    return text("All of {place}" if row.topic.whole else "{place}: everything else", place=place)


def place_words(row: RadarRow) -> str:
    """Product and category."""
    return " · ".join(part for part in (row.topic.product, row.topic.category) if part)


def quarter_words(radar: Radar) -> Text:
    """Which cases the figures are of."""
    if radar.period is None:
        return text("No cases yet")
    quarter = period_words(radar.period.name)
    return text("{quarter}" if radar.over else "{quarter}, so far", quarter=quarter)


def coverage_words(share: Coverage) -> tuple[str, Text]:
    """Rule 29: the figure, and what it is of."""
    if not share.cases:
        return "–", text("No case was opened, so there is nothing to cover.")
    figure, other = halves(share.covered, share.cases)
    few = share.cases < FEW
    return figure, text(
        "{other} cases in the {topics} largest topics, which make up 80 % of the volume, are "
        "linked with a published article."
        if not few
        else "{other} of the cases in the {topics} largest topics, which make up 80 % of the "
        "volume, are linked with a published article.",
        other=other, topics=f"{share.topics:,}",
    )  # fmt: skip


def hours_words(hours: float) -> str:
    """Hours as they are told of a guess: none to the minute."""
    if 0 < hours < 1:
        return "under 1 h"
    return f"{hours:,.0f} h"


def known_words(row: RadarRow) -> Text:
    """Of how many cases the hours are known."""
    return text("known of {known} of {cases}", known=f"{row.sums.known:,}",
                cases=f"{row.sums.cases:,}")  # fmt: skip


def saved_words(row: RadarRow) -> Text:
    """How the guess of one topic comes about."""
    return text(
        "{hours} in {cases} without an article, of which {share} % would be saved",
        hours=hours_words(row.sums.hours_without),
        cases=counted(len(row.without), "1 case", "{count} cases"),
        share=f"{row.shorter.share * 100:.0f}",
    )


def guess_words(radar: Radar) -> Text:
    """The formula behind every guess, and how much it comes from."""
    team = radar.team
    seen = text("no topic has cases of both kinds yet")
    if team.with_article:
        seen = text(
            "{share} % in this team, from {with_article} cases with an article beside {without} "
            "without", share=f"{team.share * 100:.0f}",
            with_article=f"{team.with_article:,}", without=f"{team.without:,}",
        )  # fmt: skip
    return text(
        "A guess: the hands-on hours of its cases without an article, times the share by which "
        "cases with one are shorter ({seen}). Where few cases tell, that share is drawn towards "
        "{supposed} %: {strength} cases weigh as much. Hands-on hours are working hours, divided "
        "by how many cases whoever had it held.",
        seen=seen, supposed=f"{SUPPOSED * 100:.0f}", strength=f"{STRENGTH:.0f}",
    )  # fmt: skip


def week_words(row: RadarRow) -> Text:
    """How many there were in the last seven days; of what rises, beside what is usual."""
    if not row.rises:
        return text("{count}", count=f"{row.rise.now:,}" if row.rise.now else "")
    return text("{shape} Rising: {now}, usually {usual}", shape=RISING, now=f"{row.rise.now:,}",
                usual=_usual(row.rise.usual))  # fmt: skip


def rise_words(row: RadarRow) -> Text:
    """What rises, in a sentence."""
    times = round(1 / row.rise.chance) if row.rise.chance > 1e-6 else 1_000_000
    return text(
        "{now} in the last seven days, {usual} in a usual week. By chance that would be so once in "
        "{times} weeks.", now=f"{row.rise.now:,}", usual=_usual(row.rise.usual),
        times=f"{times:,}" if times < 1_000_000 else text("a million"),
    )  # fmt: skip


def _usual(usual: float) -> str | Text:
    if not usual:
        return text("none")
    return f"{usual:.1f}" if usual < 10 else f"{usual:,.0f}"
