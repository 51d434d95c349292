"""Whether the texts say what the notice asks for (rule 14 of the project's list), and whether all could be read."""

import re
from collections.abc import Iterator

from app.forms.narrative import Aspect
from app.lazy_pattern import pattern
from app.rules.claims.table_figures import figure
from app.rules.completeness import section_name
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.rule import NOTICE, Rule, Span, rule
from app.rules.sentences.prose import LONGEST_TEXT

_FILLING = " \t\r\n\u3000\u00a0。，、；：."


@rule("text.substance", "内容过短", "第五部分不能只写“无”或不足 10 字。", source=f"{NOTICE}：存在的主要问题及改进情况", of_texts=True)  # fmt: skip
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
            text = examined.texts[section.key]
            yield short_sections.at_words(message, section.key, text, 0, len(text))


@rule("text.aspects", "总体情况的各个方面", "第一部分应写到五个方面；人民政府的还应写到考核、评议和责任追究。", source=f"{NOTICE}：总体情况")  # fmt: skip
def aspects(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each aspect of the work that a text has to treat and does not."""
    return _silent(aspects, examined)


@rule("text.fee", "信息处理费", "第六部分应写明信息处理费的收取情况，表中有逾期未缴费的更应写明。", source=f"{NOTICE}：其他需要报告的事项；国办函〔2020〕109号")  # fmt: skip
def fee(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when the text about other matters does not treat the fee."""
    return _silent(fee, examined)


def _silent(rule: Rule, examined: Examination) -> Iterator[Finding]:
    silent: set[tuple[str, tuple[str, ...]]] = set()
    asked: dict[str, list[Aspect]] = {}
    for aspect in examined.report.form.narrative.aspects:
        text = examined.texts.get(aspect.section)
        if text is None or not _concerns(aspect, examined) or any(map(text.__contains__, aspect.words)):
            continue
        if (aspect.section, aspect.words) not in silent:
            silent.add((aspect.section, aspect.words))
            if aspect.rule == rule.id and aspect.units:
                asked.setdefault(aspect.section, []).append(aspect)
            elif aspect.rule == rule.id:
                yield _missing(rule, aspect, aspect.name, examined)
    for missed in asked.values():
        names = [aspect.name for aspect in missed]
        together = "、".join(names[:-1]) + "和" * (len(names) > 1) + names[-1]
        yield _missing(rule, missed[0], together, examined)


def _concerns(aspect: Aspect, examined: Examination) -> bool:
    if aspect.units and examined.report.unit.kind.value not in aspect.units:
        return False
    if not aspect.when:
        return True
    sum_ = figure(examined.report, aspect.when)
    return sum_ is not None and sum_.value > 0


def _missing(rule: Rule, aspect: Aspect, names: str, examined: Examination) -> Finding:
    name = section_name(examined.report.form, aspect.section)
    sum_ = figure(examined.report, aspect.when) if aspect.when else None
    reason = f"表中{aspect.reason} {sum_.value} 件，而" if sum_ is not None else ""
    severity = Severity.ASK if aspect.units else Severity.WARNING
    message = f"{reason}{name}没有写到{names}。"
    return rule.found(message, severity=severity, cells=aspect.when, span=Span(aspect.section))


_FIGURE = pattern("[0-9０-９]|[一二三四五六七八九十百千两]+[件份条次期场个项篇部万人户]|未|没有|无")
_BESIDE = 20
"""How near to its word a figure must stand, counted in characters."""


@rule("text.overview_length", "总体情况的字数", "第一部分不超过限定的字数；有的省限 1000 字，限数在“检查规则设置”中填。", source="各省（市）年报编制通知，如武政办发〔2025〕54号", yearly_alone=True)  # fmt: skip
def overview_length(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when section one is longer than the workspace's limit."""
    limit, text = examined.settings.longest_overview, examined.report.text("overview")
    length = sum(not character.isspace() for character in text[: LONGEST_TEXT * 2]) if limit else 0
    if limit and length > limit:
        name = section_name(examined.report.form, "overview")
        message = f"{name}有 {length} 字，超过了限定的 {limit} 字。"
        yield overview_length.found(message, span=Span("overview"))


@rule("text.local_figures", "本地要求的数据", "第一部分要写明本地通知要求的各项数据，要求哪些在“检查规则设置”中填。", source="各省（市）年报编制通知，如武政办发〔2025〕54号", yearly_alone=True)  # fmt: skip
def local_figures(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each figure of the workspace's list that section one does not give."""
    text = "".join(examined.texts.get("overview", "").split())
    if not text:
        return
    name = section_name(examined.report.form, "overview")
    for word in examined.settings.local_figures:
        places = [match.start() for match in re.finditer(re.escape("".join(word.split())), text)]
        if not any(_FIGURE.search(text[max(0, at - _BESIDE) : at + len(word) + _BESIDE]) for at in places):
            message = f"{name}没有写“{word}”的数，本地要求写明。"
            yield local_figures.found(message, span=Span("overview"))


@rule("text.length", "文字过长", "一个部分超过 2 万字的，后面的文字不检查。", source="本程序的限度", of_texts=True)  # fmt: skip
def too_long(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each text of which only the beginning is checked."""
    for section in examined.report.form.text_sections:
        length = len(examined.report.text(section.key))
        if length > LONGEST_TEXT:
            name = section_name(examined.report.form, section.key)
            message = f"{name}有 {length} 字，只检查了前 {LONGEST_TEXT} 字。"
            yield too_long.found(message, span=Span(section.key))
