"""The smallest PySide6 program that shows a table: the reference for start-up time and memory."""

from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.resize(1366, 720)
window.show()
application.exec()
