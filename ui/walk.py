"""Which cases J and K go through: those the queue shows. The queue writes it, others read."""

from models.queue_filter import QueueFilter


class Walk:
    """`shown` is the queue's filter; `case_id` the case J or K came to last, for the way back."""

    def __init__(self) -> None:
        self.shown = QueueFilter()
        self.case_id: int | None = None
