"""A window with menus, tabs, a table and Chinese text in the program's font, and nothing behind them: what any such window costs."""

from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QTableView, QTabWidget

from ui.base import theme

WORDS = "收到和处理政府信息公开申请情况"

application = QApplication([])
application.setStyle("fusion")
application.setFont(theme.interface_font(application))
theme.apply_theme(application)
window = QMainWindow()
for name in ("文件", "编辑", "报告", "台账", "检查", "输出", "查看", "帮助"):
    menu = window.menuBar().addMenu(name)
    for number in range(12):
        menu.addAction(f"{name}的第 {number + 1} 项")
tabs = QTabWidget()
for number in range(8):
    tabs.addTab(QTableView() if number % 2 else QPlainTextEdit(WORDS * 20), WORDS[: 4 + number])
window.setCentralWidget(tabs)
window.statusBar().showMessage(WORDS)
window.resize(1366, 720)
window.show()
application.exec()
