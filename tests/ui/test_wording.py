"""Qt's own texts use the program's words."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QTreeView
from pytestqt.qtbot import QtBot

from ui.base.wording import WordingTranslator


@pytest.fixture
def translator(qapp: QApplication):
    made = WordingTranslator(qapp)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert made.load(QLocale("zh_CN"), "qtbase", "_", folder)
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


@pytest.mark.parametrize(
    ("context", "source", "text"),
    [
        ("QLineEdit", "&Undo", "撤销(&U)"),
        ("QUndoStack", "Undo %1", "撤销 %1"),
        ("QFileDialog", "Directory:", "文件夹："),
        ("QFileDialog", "Parent Directory", "上级文件夹"),
        ("QFileSystemModel", "Size", "大小"),
        ("QPlatformTheme", "Cancel", "取消"),
        ("QAbstractFileIconProvider", "Folder", "文件夹"),
        ("QAbstractFileIconProvider", "%1 File", "%1 文件"),
        ("QFileDialog", "a text that Qt does not have", "a text that Qt does not have"),
    ],
)
def test_one_thing_has_one_name(translator: WordingTranslator, context: str, source: str, text: str) -> None:
    assert QCoreApplication.translate(context, source) == text


def test_menus_and_dialogs_of_qt_show_them(translator: WordingTranslator, qtbot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    assert any(action.text().startswith("撤销(&U)") for action in menu.actions())
    menu.deleteLater()
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "文件夹：" in texts
    assert "目录" not in "".join(texts)


def test_the_list_of_files_says_what_they_are(
    translator: WordingTranslator, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "夹").mkdir()
    dialog = QFileDialog(directory=str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    view = dialog.findChild(QTreeView, "treeView")
    model = view.model()
    qtbot.waitUntil(lambda: model.rowCount(view.rootIndex()) == 1)
    row = [model.index(0, column, view.rootIndex()).data() for column in range(3)]
    assert row == ["夹", "", "文件夹"]
