"""What was answered of what two people changed alike is put where it clashed, and nowhere else."""

from dataclasses import replace

from models.handbook.postmortems import Said, row_of
from models.postmortem_merge import merge_said
from ui.reviews.postmortem_merging import settled


def test_the_words_chosen_for_a_row_are_not_put_into_another_of_the_same_words() -> None:
    rows = [row_of(at=at, words="Assigned", case_id=1, event_id=at) for at in (1, 2)]
    base = Said("T", timeline=tuple(rows))

    def worded(*words: str) -> Said:
        told = tuple({**row, "words": said} for row, said in zip(rows, words, strict=True))
        return replace(base, timeline=told)

    merged = merge_said(base, worded("Given to Data", "Given to Data"),
                        worded("Given to exports", "Assigned"))  # fmt: skip
    assert len(merged.clashes) == 1
    found = settled(merged, {}, {"timeline 0": "Given to exports"})
    assert [row["words"] for row in found.timeline] == ["Given to exports", "Given to Data"]
