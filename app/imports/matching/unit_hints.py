"""Where else a source names its unit when the title does not: the page's metadata, or the preface."""

import re
from collections.abc import Iterator, Sequence

from app.imports.matching.labels import squeeze
from app.imports.matching.titles import is_unit
from app.imports.raw import RawDocument, RawText

_PUBLISHER = r"(?:发布机构|发布单位|公开主体|发文机关|信息来源|来源)"
_PUBLISHED_BY = re.compile(rf"{_PUBLISHER}[:：](?P<unit>.{{2,40}})")
_PUBLISHER_LABEL = re.compile(rf"{_PUBLISHER}[:：]?")
_ANNOUNCED = re.compile(
    r"公布(?P<unit>[\u4e00-\u9fff()]{2,40}?)20[0-9]{2}年|(?:由|为)(?P<author>[\u4e00-\u9fff()]{2,40}?)(?:按照|根据|依据|依照|编制|负责编制|组织编制)"
)


def named_unit(raw: RawDocument, preface: Sequence[str]) -> str:
    """Return the unit that metadata or preface name, empty when none does."""
    return next(_from_metadata(raw), "") or next(_from_preface(preface), "")


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


def _from_preface(preface: Sequence[str]) -> Iterator[str]:
    for text in preface:
        for match in _ANNOUNCED.finditer(squeeze(text)):
            if is_unit(unit := match["unit"] or match["author"]):
                yield unit
