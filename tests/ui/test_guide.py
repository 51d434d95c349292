"""The guide opens from the help menu and its links lead to its pages."""

import re
from pathlib import Path

from driving import part
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialog, QTextBrowser

from ui.main_window import MainWindow


def test_the_guide_opens_and_leads_to_the_rules(window: MainWindow) -> None:
    window.menu_actions.by_name["guide"].trigger()
    pages = part(part(window, QDialog, "guideDialog"), QTextBrowser, "guidePages")
    assert "随改随存" in pages.toPlainText()
    pages.anchorClicked.emit(QUrl("rules.md"))
    assert "收办平衡" in pages.toPlainText()
    pages.anchorClicked.emit(QUrl("../../../etc/passwd"))
    assert "收办平衡" in pages.toPlainText(), "a link out of the guide leads nowhere"


def test_every_link_of_the_guide_has_its_page(root: Path) -> None:
    guide = root / "resources" / "guide"
    links = [
        link for page in guide.glob("*.md") for link in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8"))
    ]
    assert links
    assert [link for link in links if not (guide / link).is_file()] == []
