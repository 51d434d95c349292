"""The least program with PySide6 that shows a table: what start-up and memory are compared with."""

from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.resize(1366, 720)
window.show()
application.exec()
