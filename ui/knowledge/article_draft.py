"""What stands in the editor, kept on this computer with each key until it is saved."""

import hashlib
from collections.abc import Mapping
from typing import Final

from models.commands.articles import Edited, NewArticle
from models.handbook.articles import first_state
from models.queries.article import ArticleDetail
from ui.drafts import Drafts

NEW: Final = "article-new"
_BASE: Final = "base"
"""The number of the version that was changed."""


class ArticleDraft:
    """The draft of one article: `values` are its texts by field, `begun` those it began with."""

    def __init__(self, drafts: Drafts, of: ArticleDetail | NewArticle) -> None:
        self._drafts, self._of = drafts, of
        self.article = of if isinstance(of, ArticleDetail) else None
        self.name, self.begun = _name(of), _begun(of)
        kept = drafts.get(self.name)
        self.is_back = bool(kept) and any(
            kept.get(field, "") != self.begun.get(field, "")
            for field in {*kept, *self.begun} - {_BASE}
        )
        self.values = dict(kept) if self.is_back else dict(self.begun)
        self.base = int(kept.get(_BASE) or 0) if self.is_back else self._latest()

    def keep(self, values: Mapping[str, str]) -> None:
        """Keep what stands there, where it is something else than what is saved."""
        self.values = dict(values)
        self._drafts.keep(self.name, self._whole() if self.is_typed else {})

    @property
    def is_typed(self) -> bool:
        """Whether there is something that is not saved."""
        said = {field: words for field, words in self.values.items() if words}
        return said != {field: words for field, words in self.begun.items() if words}

    def forget(self, sent: Mapping[str, str]) -> None:
        """That is saved, or given up; what was typed since is kept still."""
        if self.values == dict(sent):
            self._drafts.forget(self.name)

    def rebase(self, number: int) -> None:
        """What stands there takes another version into account: it may follow that one."""
        self.base = number
        self.keep(self.values)

    def said(self) -> NewArticle | Edited:
        """What saving it comes to."""
        body, note = self.values.get("body", ""), self.values.get("note", "")
        title, state = self.values.get("title", ""), self.values.get("state", "")
        product = self.values.get("product") or None
        if self.article is None:
            kind = self.values.get("kind", "")
            return NewArticle(kind, title, body, state, product, self._of.fields, note)
        return Edited(self.article.id, self.base, title, body, state, product,
                      self._of.fields, note)  # fmt: skip

    def _whole(self) -> dict[str, str]:
        return {**self.values, _BASE: str(self.base)}

    def _latest(self) -> int:
        return self.article.number if self.article is not None else 0


def _begun(of: ArticleDetail | NewArticle) -> dict[str, str]:
    """What the editor begins with, by field."""
    said = {"kind": of.kind, "title": of.title, "state": of.state or first_state(of.kind),
            "product": of.product or "", "body": of.body}  # fmt: skip
    return said | ({"note": of.note} if isinstance(of, NewArticle) else {})


def _name(of: ArticleDetail | NewArticle) -> str:
    """Of a draft; what is proposed for a new article has one of its own."""
    if isinstance(of, ArticleDetail):
        return f"article-{of.id}"
    if not of.title and not of.body:
        return NEW
    return f"{NEW}-{hashlib.sha256(f'{of.title}{chr(10)}{of.body}'.encode()).hexdigest()[:12]}"
