"""What stands in the editor, kept on this computer with each key until it is saved."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from models.commands.articles import Edited, NewArticle
from models.handbook.article_templates import is_begun
from models.handbook.articles import FIELDS, first_state
from models.queries.article import ArticleDetail
from ui.drafts import Drafts

NEW: Final = "article-new"
_BASE: Final = "base"
"""The number of the version that was changed."""


class ArticleDraft:
    """The draft of one article: `values` are its texts by field, `begun` those it began with."""

    def __init__(self, drafts: Drafts, of: ArticleDetail | NewArticle) -> None:
        self._drafts = drafts
        self._of: ArticleDetail | NewArticle = of
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
        """Whether there is something that is not saved; a kind that was chosen alone is nothing."""
        if self.article is None and not self.begun["title"] and not is_begun(self.begun["body"]):
            typed = {field for field, words in self.values.items() if words}
            return bool(typed - {"kind", "state", "body"}) or is_begun(self.values.get("body", ""))
        said = {field: words for field, words in self.values.items() if words}
        return said != {field: words for field, words in self.begun.items() if words}

    def forget(self, sent: Mapping[str, str]) -> None:
        """That is saved, or given up; what was typed since is kept still."""
        if self.values == dict(sent):
            self._drafts.forget(self.name)

    def is_saved_as(self, article: ArticleDetail) -> None:
        """The new article is this one by now: what was typed since changes it."""
        self._drafts.forget(self.name)
        self.article = self._of = article
        self.name, self.begun, self.base = _name(article), _begun(article), article.number
        self.keep(self.values)

    def give_up(self) -> None:
        """Back to what it began with."""
        self.base = self._latest()
        self.keep(self.begun)

    def rebase(self, number: int, values: Mapping[str, str], fields: Mapping[str, Any]) -> None:
        """What stands here now takes the version of this number into account, whose facts are
        `fields`: it may follow that one."""
        self.base, self._of = number, replace(self._of, fields=fields)
        self.keep({**self.values, **values})

    def said(self) -> NewArticle | Edited:
        """What saving it comes to."""
        body, note = self.values.get("body", ""), self.values.get("note", "")
        title, state = self.values.get("title", ""), self.values.get("state", "")
        product = self.values.get("product") or None
        kind = self.values.get("kind", "")
        fields = _typed_fields(kind, self._of.fields, self.values)
        if self.article is None:
            return NewArticle(kind, title, body, state, product, fields, note)
        return Edited(self.article.id, self.base, title, body, state, product, fields, note)

    def _whole(self) -> dict[str, str]:
        return {**self.values, _BASE: str(self.base)}

    def _latest(self) -> int:
        return self.article.number if self.article is not None else 0


def _begun(of: ArticleDetail | NewArticle) -> dict[str, str]:
    """What the editor begins with, by field."""
    said = {"kind": of.kind, "title": of.title, "state": of.state or first_state(of.kind),
            "product": of.product or "", "body": of.body}  # fmt: skip
    said |= {field: field_words(of.fields.get(field)) for field in FIELDS.get(of.kind, ())}
    return said | ({"note": of.note} if isinstance(of, NewArticle) else {})


def field_words(value: Any) -> str:
    """A fact as it is typed: several with commas between."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _typed_fields(kind: str, held: Mapping[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """The facts of an article with those of its kind as they are typed; what was a list stays one,
    what was not changed stays as it was."""
    fields = dict(held)
    for name in FIELDS.get(kind, ()):
        words = typed.get(name, "").strip()
        if words == field_words(held.get(name)):
            continue
        fields.pop(name, None)
        if words:
            several = isinstance(held.get(name), list)
            fields[name] = [one.strip() for one in words.split(",")] if several else words
    return fields


def _name(of: ArticleDetail | NewArticle) -> str:
    """Of a draft; what is proposed for a new article has one of its own."""
    if isinstance(of, ArticleDetail):
        return f"article-{of.id}"
    if not of.title and not is_begun(of.body):
        return NEW
    return f"{NEW}-{hashlib.sha256(f'{of.title}{chr(10)}{of.body}'.encode()).hexdigest()[:12]}"
