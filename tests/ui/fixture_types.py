"""What the fixtures are that tests call."""

from collections.abc import Callable

from app.report import Report
from ui.frame.main_window import MainWindow

ReportAdder = Callable[..., Report]
"""Adds a report and puts it on screen."""
Complete = Callable[..., Report]
"""Does so with a report without errors."""
OpenWindow = Callable[..., MainWindow]
"""Opens a window on a workspace."""
