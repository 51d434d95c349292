"""Asks a person for a decision with reason and name, and remembers the name."""

from collections.abc import Callable

from ui.dialogs.decision_dialog import DecisionDialog, DecisionQuestion
from ui.verbs.base import WindowParts


def ask_decision(parts: WindowParts, question: DecisionQuestion, accept: Callable[[str, str], None]) -> None:
    """Ask for reason and name, which *accept* takes; the name is proposed the next time."""

    def accept_and_remember(reason: str, who: str) -> None:
        accept(reason, who)
        parts.settings.set("person", who)

    DecisionDialog(question, parts.settings.text("person"), accept_and_remember, parts.window).exec()
