"""Last year's text as a beginning of this year's: years moved, figures of the tables linked, other figures to be confirmed."""

import re

from app.carry_over import moved
from app.linked_figures import LEDGER, LEFT_OPEN, is_known, words_of
from app.linked_text import Link, links_in, marked, outside_figures, plain, unlinked, with_values
from app.report import Report
from app.rules.linkable import linkable

_UNITS = "件|条|次|篇|个(?!工作日)|人|场|期|份|项|起|宗|例|部|名|家|户|处|张|本|万|亿|元|%|％|倍"
_FIGURE = re.compile(rf"(?<![0-9.第〔])[0-9][0-9,]*(?:\.[0-9]+)?(?=\s?(?:余|多)?(?:{_UNITS}))")


def last_years_text(report: Report, previous: Report, section: str) -> str:
    """Return the text of *previous*, the report of an earlier year, for *report*, as texts are kept.

    A figure that was last year's table's follows this year's; any other figure of things is marked, since it is old.
    """
    body = previous.marked(section)
    found = [one for one in linkable(previous) if one.section == section and one.sure]
    links = [Link(one.start, len(one.figure), one.source) for one in found]
    body = marked(plain(body), [*links_in(body), *links])
    body = unlinked(body, lambda source, _: source.startswith(LEDGER) or not is_known(report, source))
    body = outside_figures(body, lambda text: _opened(moved(text, report.year - previous.year)))
    return with_values(body, lambda source: words_of(report, source))


def _opened(text: str) -> str:
    return _FIGURE.sub(lambda match: LEFT_OPEN.format(match.group()), text)
