"""Finds a unit's name elsewhere in a source whose title does not give it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from app.imports.matching.labels import squeeze
from app.imports.matching.titles import is_unit, title_at
from app.imports.raw_document import RawDocument, RawText
from app.unit_names import HAN

_PUBLISHER = r"(?:发布机构|发布单位|公开主体|发文机关|信息来源|来源)"
_PUBLISHED_BY = re.compile(rf"{_PUBLISHER}[:：](?P<unit>.{{2,40}})")
_PUBLISHER_LABEL = re.compile(rf"{_PUBLISHER}[:：]?")
_ANNOUNCED = re.compile(
    rf"公布(?P<unit>[{HAN}()]{{2,40}}?)20[0-9]{{2}}年|(?:由|为)(?P<author>[{HAN}()]{{2,40}}?)(?:按照|根据|依据|依照|编制|负责编制|组织编制)"
)
_REPORT_WORDS = re.compile(
    r"\([^()]*20[0-9]{2}[^()]*\)|\(?20[0-9]{2}年?度?\)?|(?:政府|政务)?信息公开|(?:工作)?(?:年度)?报告|年报|\([^()]*\)$|^[0-9.、]+|^附件[0-9]*[:：]?"
)


class UnitHint(NamedTuple):
    """A unit's name and, in Chinese, where it was found."""

    unit: str
    where: str


def named_unit(raw: RawDocument, preface: Sequence[str]) -> UnitHint:
    """Return the unit that a source names outside its title, the surest place first; empty when none does."""
    places = (
        ("发布信息", _from_metadata(raw)),
        ("前言", _from_preface(preface)),
        ("网页标题", _from_name(raw.title)),
        ("文件名", _from_name(PurePath(raw.name).stem)),
    )
    return next((UnitHint(unit, where) for where, found in places for unit in found), UnitHint("", ""))


def _from_metadata(raw: RawDocument) -> Iterator[str]:
    for block in raw.blocks:
        if isinstance(block, RawText):
            match = _PUBLISHED_BY.fullmatch(squeeze(block.text)) if len(block.text) < 80 else None
            if match and is_unit(match["unit"]):
                yield match["unit"]
            continue
        for label, value in zip(block.cells, block.cells[1:], strict=False):
            named = label.row == value.row and len(label.text) < 20 and is_unit(value.text)
            if named and _PUBLISHER_LABEL.fullmatch(squeeze(label.text)):
                yield squeeze(value.text)


def _from_name(name: str) -> Iterator[str]:
    """Yield the body in what a page or a file is called: the title's, or the name without year and report."""
    for part in re.split(r"[-_—|>»\s]+", name):
        title = title_at([part], 0)
        unit = title.unit if title else _REPORT_WORDS.sub("", squeeze(part))
        if is_unit(unit):
            yield unit


def _from_preface(preface: Sequence[str]) -> Iterator[str]:
    for text in preface:
        for match in _ANNOUNCED.finditer(squeeze(text)):
            if is_unit(unit := match["unit"] or match["author"]):
                yield unit
