"""Texts with linked figures on the clipboard: other programs get plain text, our own editors the links as well."""

import json

from PySide6.QtCore import QMimeData

from app import plain_json
from app.linked_figures import LEDGER, is_known, words_of
from app.linked_text import links_in, plain, unlinked, with_values
from ui.work.session import Session

_FORMAT = "application/x-gongkai-nianbao-text"


def data(session: Session, body: str) -> QMimeData | None:
    """Return what goes to the clipboard for a kept text; None where it has no links."""
    if not links_in(body):
        return None
    found = QMimeData()
    found.setText(plain(body))
    found.setData(_FORMAT, json.dumps({"from": _place(session), "body": body}).encode())
    return found


def body(session: Session, source: QMimeData) -> str:
    """Return the kept text on the clipboard with the figures of the report on screen; empty where there is none.

    Figures of another unit's ledger, and of cells that the form lacks, come as text.
    """
    report = session.report
    if report is None or not source.hasFormat(_FORMAT):
        return ""
    try:
        told = plain_json.loads(bytes(source.data(_FORMAT).data()).decode())
        text, same = str(told["body"]), told["from"] == _place(session)
    except (ValueError, TypeError, KeyError):
        return ""
    kept = unlinked(text, lambda link, _: not same if link.startswith(LEDGER) else not is_known(report, link))
    return with_values(kept, lambda link: words_of(report, link))


def _place(session: Session) -> str:
    return f"{session.path}#{session.report.id if session.report else 0}"
