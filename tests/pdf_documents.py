"""Invented reports that the tests set, and reading the pages back."""

from __future__ import annotations

import ctypes
import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pypdfium2.raw as raw

from app.exports.blocks import Block, Document
from app.exports.report_blocks import document
from app.forms.loader import forms
from app.report import Report, Unit
from app.values import Kind, from_canonical

SHARED = Path(__file__).resolve().parents[2] / "shared" / "samples"

TEXTS = {
    "preface": (
        "本报告由示例市人民政府办公室根据《中华人民共和国政府信息公开条例》（国务院令第711号）的规定编制。全文包括总体情况、"
        "主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的"
        "事项等六个部分。统计期限自2024年1月1日至2024年12月31日。如对本报告有疑问，请与示例市人民政府办公室联系（地址：示例市"
        "青山路18号，邮编：000000，电话：0000-12345678，电子邮箱：office@example.gov.cn）。"
    ),
    "overview": (
        "2024年，示例市把公开透明作为政府工作的基本制度，围绕群众关心的就业、就医、上学、养老等事项，做到应公开尽公开，较好完成了"
        "全年各项任务。\n"
        "（一）主动公开情况。全年通过门户网站公开各类信息5500余条，新增规章1件、行政规范性文件8件，以图解、问答、短视频等形式发布"
        "政策解读材料21份；举办“开放日”“听民声”等活动12场，现场回应意见建议147条。\n"
        "（二）依申请公开情况。完善接收、登记、审核、答复各环节，全年新收申请3119件，答复3050件（含上年度结转34件，另有103件"
        "结转下年度办理），均在法定期限内办理。\n"
        "（三）政府信息管理情况。落实“先审查、后公开”，对历年文件开展清理，共核对目录2300多条，更正信息86条；建立发布前"
        "三级审核，杜绝错别字——尤其是人名、地名——和敏感信息。\n"
        "（四）政府信息公开平台建设情况。\n"
        "1.网站。优化检索功能，按主题、体裁、年度归集文件，点击率提高了15.6%。\n"
        "2.政务新媒体。“示例发布”全年推送1200余条，关停更新不及时的账号3个……\n"
        "（五）监督保障情况。举办培训4期，参训860人次；把公开工作纳入年度考核，所占分值不低于4%。全年没有发生因公开工作不到位"
        "被追究责任的情形。"
    ),
    "problems": (
        "一年来，公开工作仍有不足：一是部分单位解读材料形式单一，群众看不懂、不爱看；二是基层人员变动频繁，业务能力有待提高。\n"
        "针对上述问题，下一步将从三个方面改进：健全解读机制，文件与解读同步起草、同步审签、同步发布；加强业务培训，每季度至少举办"
        "1期；开展随机抽查，对发现的问题限期5个工作日整改。"
    ),
    "other": "本年度没有收取信息处理费。除以上内容外，没有其他需要报告的事项。",
}


def report(
    cells: Mapping[str, object],
    *,
    unit: str = "示例市人民政府",
    year: int = 2024,
    form: str = "cn-disclosure-2021",
    texts: Mapping[str, str] = TEXTS,
) -> Report:
    """A signed report with these figures and texts."""
    chosen = forms()[form]
    values = {key: from_canonical(str(value), chosen.cells[key].kind) for key, value in cells.items()}
    return Report(
        1,
        Unit(1, unit),
        year,
        chosen,
        cells=values,
        sections=texts,
        signed_by="示例市人民政府办公室",
        signed_on="2025年1月20日",
    )


def filled(value: object = 7, form: str = "cn-disclosure-2021") -> dict[str, object]:
    """Every cell of a form with one value; amounts get four decimals."""
    return {
        key: f"{value}.1234" if cell.kind is Kind.AMOUNT else value
        for key, cell in forms()[form].cells.items()
    }


def sample(name: str) -> Report:
    """A report with the figures of a published one, the texts invented."""
    found = json.loads((SHARED / f"{name}.expected.json").read_text("utf-8"))
    return report(found["cells"], unit=found["unit"], year=found["year"], form=found["form"])


def stress() -> Document:
    """40 pages with all that is hard: rare characters, marks at every line end, 8-digit counts, a long unit name."""
    rare = "䶮㙍𠅤镕喆堃玥珺昇〇"
    marks = "，。、；：！？）》”’】…—（《“‘【"
    paragraphs = [
        "".join(
            f"{rare[(place + number) % len(rare)]}{'示例文字' * (place % 5)}{marks[(place * 7 + number) % len(marks)]}"
            for place in range(110)
        )
        for number in range(28)
    ]
    made = report(
        filled(12345678),
        unit="示例省特别长的名字自治州" * 4 + "经济技术开发区管理委员会",
        texts=TEXTS | {"overview": "\n".join(paragraphs)},
    )
    return document(made, draft=False)


def of_blocks(*blocks: Block, draft: bool = False) -> Document:
    """A document of these blocks."""
    return Document(blocks, "示例报告", "示例单位", 2024, "政府信息公开工作年度报告", draft)


@dataclass(frozen=True)
class Character:
    """A character read back from a page: its origin in points from the lower left corner."""

    text: str
    x: float
    y: float


def pages_of(data: bytes) -> list[list[Character]]:
    """The characters of each page in the order they are drawn, without those that the reader makes up."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [_characters(page) for page in pdf]


def _characters(page: pypdfium2.PdfPage) -> list[Character]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        found.append(Character(chr(raw.FPDFText_GetUnicode(text, index)), x.value, y.value))
    return found


def text_of(data: bytes) -> str:
    """All text of a file, page numbers left out."""
    return "".join(
        joined(page).removesuffix(f"— {number} —") for number, page in enumerate(pages_of(data), 1)
    )


def joined(characters: list[Character]) -> str:
    """The text of characters; the reader gives those beyond the BMP as two halves."""
    halves = "".join(c.text for c in characters)
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def text_in_tagged_order(data: bytes) -> str:
    """All text of a file as its structure tree orders it, artifacts left out: what a screen reader reads."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        marked: dict[tuple[int, int], list[str]] = defaultdict(list)
        for page in pdf.pages:
            for character in page.chars:
                if character["mcid"] is not None:
                    marked[page.page_number, character["mcid"]].append(character["text"])
        return "".join("".join(marked[place]) for element in pdf.structure_tree for place in _places(element))


def _places(element: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """The marked content of an element and what is below it, as page number and mark.

    The reader leaves out the page of marks on an element's later pages: numbers start anew there.
    """
    number, last = element.get("page_number"), -1
    for mark in element.get("mcids", ()):
        number += mark <= last
        last = mark
        yield number, mark
    for child in element.get("children", ()):
        yield from _places(child)


def lines_of(page: list[Character]) -> list[list[Character]]:
    """A page's characters line by line from the top, the page number last."""
    heights = sorted({round(c.y, 1) for c in page}, reverse=True)
    return [[c for c in page if round(c.y, 1) == height] for height in heights]


def is_marked(data: bytes) -> bool:
    """Whether every page of a PDF has a light grey mark across its middle."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            image = page.render(scale=0.5).to_pil().convert("L")
            middle = image.crop(
                (image.width // 4, image.height // 4, 3 * image.width // 4, 3 * image.height // 4)
            )
            if sum(middle.histogram()[233:238]) < 0.03 * middle.width * middle.height:
                return False
    return True
