"""An imported article reads as it did in its folder: its pictures by their places, its links lead
to the articles beside it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage

from desktop.imports.articles import import_articles
from tests.ui.knowledge.conftest import Known
from ui.widgets.article_text import ArticleText

INDEX = "# Index\n\n![](img/p.png) ![](img/de%20tail/p.png) ![](gone.png)\n\n[on](in/on.md#top)\n"


@pytest.fixture
def index(known: Known, tmp_path: Path) -> ArticleText:
    """The index of a small folder, in view."""
    for path, blue in (("img/p.png", False), ("img/de tail/p.png", True)):
        picture = QImage(2, 2, QImage.Format.Format_RGB32)
        picture.fill(0xFF0000FF if blue else 0xFFFF0000)
        (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
        assert picture.save(str(tmp_path / path))
    (tmp_path / "index.md").write_text(INDEX)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "on.md").write_text("# Further on\n\n[back](../index.md) [x](x.md)\n")
    assert import_articles(known.database, tmp_path).added == 2
    key = next(row for row in ("HT-2", "HT-3") if _titled(known, row, "Index"))
    view = known.page.findChild(ArticleText)
    assert view is not None
    known.page.go_to(key)
    known.settle()
    return view


def _titled(known: Known, key: str, title: str) -> bool:
    known.page.go_to(key)
    known.settle()
    return title in known.words()


def click(known: Known, view: ArticleText, target: str) -> None:
    view.anchorClicked.emit(QUrl(target))
    known.settle()


def test_each_picture_is_the_one_at_its_place(index: ArticleText) -> None:
    colors = {name: picture.pixelColor(0, 0).name() for name, picture in index.pictures.items()}
    assert colors["img/p.png"] == "#ff0000"
    assert colors["img/de tail/p.png"] == "#0000ff"
    assert "gone.png" not in colors


def test_a_link_leads_to_the_article_beside_it_and_one_that_leads_nowhere_says_so(
    known: Known, index: ArticleText
) -> None:
    click(known, index, "in/on.md#top")
    assert "Further on" in known.words()
    click(known, index, "x.md")
    assert "“x.md” leads to no article of this desk." in known.words()
    click(known, index, "../index.md")
    assert "Index" in known.words()
