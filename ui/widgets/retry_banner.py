"""What went wrong on a page, and the button that does it again."""

from collections.abc import Callable

from models.errors import KnownError
from ui.theme import Theme
from ui.widgets.banner import Banner

Retry = Callable[[], None]


class RetryBanner(Banner):
    """A banner that remembers what its button does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._retry: Retry | None = None
        self.retry_requested.connect(self._try_again)

    def show_failure(self, error: Exception, words: str, retry: Retry | None) -> None:
        """Say a known error; `words` name what may be done about it. A bug shows elsewhere."""
        if isinstance(error, KnownError):
            self._retry = retry
            self.show_error(error, words)

    def settle(self, retry: Retry) -> None:
        """What `retry` would do again works: nothing is left to say about it."""
        if self._retry == retry:
            self._retry = None
            self.hide()

    def _try_again(self) -> None:
        self.hide()
        retry, self._retry = self._retry, None
        if retry is not None:
            retry()
