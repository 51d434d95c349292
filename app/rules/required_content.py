"""Whether the texts say what the notice asks for (rule 14 of the project's list), and whether all could be read."""

import re
from collections.abc import Iterator

from app.forms.narrative import Aspect
from app.rules.completeness import section_name
from app.rules.examination import Examination
from app.rules.lazy_pattern import pattern
from app.rules.model import Finding, Severity
from app.rules.prose import LONGEST_TEXT
from app.rules.table_figures import figure

_FILLING = " \t\r\n\u3000\u00a0。，、；：."


def short_sections(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each section that says less than the form file asks for (五 is 无)."""
    form = examined.report.form
    for section in form.text_sections:
        body = "".join(
            c for c in examined.texts.get(section.key, "")[: section.shortest * 4] if c not in _FILLING
        )
        if body and len(body) < section.shortest:
            name = section_name(form, section.key)
            message = f"{name}只写了“{body}”，没有实际内容。"
            yield Finding(
                "text.substance",
                Severity.WARNING,
                message,
                section=section.key,
                length=len(examined.texts[section.key]),
                excerpt=examined.texts[section.key],
            )


def aspects(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each aspect that a text has to treat and does not."""
    silent: set[tuple[str, str]] = set()
    for aspect in examined.report.form.narrative.aspects:
        text = examined.texts.get(aspect.section)
        if text is None or not _concerns(aspect, examined) or aspect.pattern.search(text):
            continue
        if (aspect.section, aspect.pattern.pattern) not in silent:
            silent.add((aspect.section, aspect.pattern.pattern))
            yield _missing(aspect, examined)


def _concerns(aspect: Aspect, examined: Examination) -> bool:
    if aspect.units and examined.report.unit.kind.value not in aspect.units:
        return False
    if not aspect.when:
        return True
    sum_ = figure(examined.report, aspect.when)
    return sum_ is not None and sum_.value > 0


def _missing(aspect: Aspect, examined: Examination) -> Finding:
    name = section_name(examined.report.form, aspect.section)
    sum_ = figure(examined.report, aspect.when) if aspect.when else None
    reason = f"表中{aspect.reason} {sum_.value} 件，而" if sum_ is not None else ""
    severity = Severity.ASK if aspect.units else Severity.WARNING
    message = f"{reason}{name}没有写到{aspect.name}。"
    return Finding(aspect.rule, severity, message, aspect.when, section=aspect.section)


_FIGURE = pattern("[0-9０-９]|[一二三四五六七八九十百千两]+[件份条次期场个项篇部万人户]|未|没有|无")
_BESIDE = 20
"""How near to its word a figure must stand, in characters."""


def overview_length(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when section one is longer than the workspace's limit."""
    limit, text = examined.settings.longest_overview, examined.report.text("overview")
    length = sum(not character.isspace() for character in text[: LONGEST_TEXT * 2]) if limit else 0
    if limit and length > limit:
        name = section_name(examined.report.form, "overview")
        message = f"{name}有 {length} 字，超过了限定的 {limit} 字。"
        yield Finding("text.overview_length", Severity.WARNING, message, section="overview")


def local_figures(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each figure of the workspace's list that section one does not give."""
    text = "".join(examined.texts.get("overview", "").split())
    if not text:
        return
    name = section_name(examined.report.form, "overview")
    for word in examined.settings.local_figures:
        places = [match.start() for match in re.finditer(re.escape(word), text)]
        if not any(_FIGURE.search(text[max(0, at - _BESIDE) : at + len(word) + _BESIDE]) for at in places):
            message = f"{name}没有写“{word}”的数，本地要求写明。"
            yield Finding("text.local_figures", Severity.WARNING, message, section="overview")


def too_long(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each text of which only the beginning is checked."""
    for section in examined.report.form.text_sections:
        length = len(examined.report.text(section.key))
        if length > LONGEST_TEXT:
            name = section_name(examined.report.form, section.key)
            message = f"{name}有 {length} 字，只检查了前 {LONGEST_TEXT} 字。"
            yield Finding("text.length", Severity.WARNING, message, section=section.key)
