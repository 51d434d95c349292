"""The guide opens from the help menu, its links lead to its pages, and its pictures are shown and described."""

import re
from pathlib import Path

from driving import part
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser
from pytestqt.qtbot import QtBot

from app.rules.registry import yearly_rules
from ui.frame.main_window import MainWindow

_PICTURE = QTextDocument.ResourceType.ImageResource.value


def _pages(window: MainWindow) -> QTextBrowser:
    window.menu_actions.by_name["guide"].trigger()
    return part(part(window, QDialog, "guideDialog"), QTextBrowser, "guidePages")


def _pictures(root: Path) -> dict[str, str]:
    """Return the words that describe each picture of the guide, by its path from the guide's folder."""
    pages = [page.read_text("utf-8") for page in (root / "resources" / "guide").glob("*.md")]
    return {path: words for page in pages for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page)}


def test_the_guide_opens_and_leads_to_the_rules(window: MainWindow) -> None:
    pages = _pages(window)
    assert "随改随存" in pages.toPlainText()
    pages.anchorClicked.emit(QUrl("rules.md"))
    assert "收办平衡" in pages.toPlainText()
    pages.anchorClicked.emit(QUrl("../../../etc/passwd"))
    assert "收办平衡" in pages.toPlainText(), "a link out of the guide leads nowhere"
    pages.anchorClicked.emit(QUrl("guide.md"))
    assert "随改随存" in pages.toPlainText(), "every page leads back"


def test_every_link_of_the_guide_has_its_page_and_every_page_leads_on(root: Path) -> None:
    guide = root / "resources" / "guide"
    for page in guide.glob("*.md"):
        links = re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8"))
        assert links
        assert [link for link in links if not (guide / link).is_file()] == [], page.name


def test_every_rule_is_in_the_guide(root: Path) -> None:
    page = (root / "resources" / "guide" / "rules.md").read_text("utf-8")
    for rule in yearly_rules():
        assert f"| `{rule.id}` | {rule.name} |" in page


def test_every_picture_is_in_the_guide_and_described(root: Path) -> None:
    described = _pictures(root)
    there = {f"pictures/{path.name}" for path in (root / "resources" / "guide" / "pictures").iterdir()}
    assert set(described) == there
    for number, words in enumerate(described.values(), 1):
        assert re.fullmatch(rf"图 {number}　.{{8,}}", words)
    sizes = [(root / "resources" / "guide" / name).stat().st_size for name in described]
    assert sum(sizes) < 500_000, "the installed program has little room"


def test_the_description_of_a_picture_is_read_where_the_picture_is_seen(
    window: MainWindow, root: Path
) -> None:
    shown = _pages(window).toPlainText()
    for words in _pictures(root).values():
        assert f"\ufffc\n{words}\n" in shown


def test_a_picture_is_as_wide_as_it_is_or_as_there_is_room(
    qtbot: QtBot, window: MainWindow, root: Path
) -> None:
    pages = _pages(window)
    name = next(iter(_pictures(root)))
    natural = QImage(str(root / "resources" / "guide" / name)).width()
    for room in (natural + 200, natural // 2):
        pages.window().resize(room, 500)
        qtbot.wait(10)
        shown = pages.document().resource(_PICTURE, QUrl(name))
        assert shown.width() / shown.devicePixelRatio() == min(
            natural, pages.viewport().width() - 2 * pages.document().documentMargin()
        )
        assert pages.horizontalScrollBar().maximum() == 0


def test_no_picture_comes_from_elsewhere(window: MainWindow, root: Path) -> None:
    pages = _pages(window)
    icon = root / "resources" / "icons" / "nianbao.png"
    for name in (icon.as_uri(), "../icons/nianbao.png", "https://example.invalid/pictures/start.png"):
        assert pages.loadResource(_PICTURE, QUrl(name)) is None
