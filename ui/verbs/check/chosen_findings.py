"""What is chosen among the findings, when something is about to be done with it."""

from app.errors import UserError
from app.rules.model import Finding
from ui.verbs.base import Verbs


def chosen(verbs: Verbs, *, answered: bool = False) -> tuple[Finding, ...]:
    """Return the findings of the entry chosen in the list, as a check made now has them; none where none is chosen.

    Raises `UserError` when what was typed last makes them, or their answer where they are to be *answered*, say
    something else than the user has read, and while anything typed is not on disk.
    """
    panel, read = verbs.parts.findings, _answer if answered else _words
    shown = [read(finding) for finding in panel.places()]
    verbs.session.settle()
    if shown and verbs.session.report is not None:
        verbs.session.check_now()
        if [read(finding) for finding in panel.places()] != shown:
            raise UserError("刚才的修改使检查结果有了变化，请核对后再操作。")
    return panel.places()


def _words(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.message


def _answer(finding: Finding) -> tuple[object, ...]:
    return *_words(finding), finding.suggestion, [(r.old, r.new) for r in finding.replacements]
