"""A skeleton for a text of a report: what it has to treat, with the year and linked figures filled in."""

from app.forms.skeletons import YEAR, cells_named, pieces
from app.linked_figures import BLANK, words_of
from app.linked_text import Link, marked
from app.report import Report


def skeleton(report: Report, section: str) -> str:
    """Return the skeleton that the form has for a section and the unit's kind, as texts are kept; empty where it has none."""
    known = report.form.section(section)
    text, links = "", []
    for words, name in pieces(known.skeleton_by_kind.get(report.unit.kind.value, known.skeleton)):
        text += words
        if name == YEAR:
            text += str(report.year)
        elif name:
            source = "+".join(cells_named(report.form.tables, name))
            figure = words_of(report, source) or BLANK
            links.append(Link(len(text), len(figure), source))
            text += figure
    return marked(text, links)
