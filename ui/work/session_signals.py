"""What the session tells the parts of the window."""

from PySide6.QtCore import QObject, Signal


class SessionSignals(QObject):
    """The signals of `ui.work.session.Session`."""

    workspace_changed = Signal()
    list_changed = Signal()
    report_selected = Signal()
    report_changed = Signal(object)
    """A `Changes` value that touches the report on screen."""
    figures_checked = Signal()
    """`check` is new as far as figures go: the table is painted before all that follows `checked` is."""
    checked = Signal()
    """`check` is new."""
    edited = Signal(object)
    """The `Changes` value of every edit, whichever report it touches."""
    reread = Signal()
    """The file was read afresh: what was known of any report may be out of date."""
    day_turned = Signal()
    """The day has changed, and with it perhaps what a check says about the deadline."""
    rules_changed = Signal()
    """The rules were changed: every earlier check is out of date."""
    written = Signal()
    """An edit is on disk."""
    told = Signal(str)
    """One sentence for the user on what a key just did."""
    refused = Signal(str)
    """One sentence for the user: a view could not do what was typed or asked."""
    write_failed = Signal(str)
    """One sentence: the disk did not take an edit. The next `written` means that it works again."""
    displaced = Signal(str, str)
    """A section and the text typed for it, in whose place another program wrote."""
    step_begun = Signal()
    """A step is about to be undone or redone."""
    step_taken = Signal(str, object)
    """One was undone or redone, in words, with its `Changes`; what it changed has been revealed."""
    revealed = Signal(object)
    """A `Delta` that undo or redo changed: the views show the place."""
    records_revealed = Signal(object)
    """A `Changes` value with records that undo or redo changed: the views show them."""
