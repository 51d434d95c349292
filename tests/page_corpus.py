"""Invented reports of all lengths, always the same, and what can be counted on their composed pages."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from pdf_documents import TEXTS, report

from app.exports.blocks import Document
from app.exports.pages.linebreak import CharacterKind
from app.exports.pages.metrics import BODY_SIZE, PITCH
from app.exports.pages.page import Composition, PlacedLine
from app.exports.pages.spacing import SetLine
from app.exports.pages.structure_tree import Element
from app.exports.report_blocks import document
from app.forms.loader import forms
from app.values import Kind as CellKind

SENTENCES = [
    part + "。"
    for text in TEXTS.values()
    for line in text.splitlines()
    for part in line.split("。")
    if part and line[:1] not in "（1234567890"
] + [
    "在县政府网站开设“政策问答”专栏，集中回应办事指南、补贴标准、审批时限等高频问题，全年解答386个。",
    "对2020年以来的行政规范性文件逐件核对，标注有效性，废止的12件同步撤下。",
    "按照“谁制作、谁公开、谁负责”的要求，明确各科室专人办理，形成收件、登记、拟办、审核、答复、归档的流程。",
    "收到申请后15分钟内登记，当日转办；涉及两个以上部门的，先行会商。",
    "印发《公开事项标准目录（2025年版）》，覆盖26个试点领域、1428个事项。",
    "培训3次，共210人次参加。",
    "（详见附件3）有关数据以统计公报为准，与往年口径一致。",
    "全年更新Web栏目42个，PDF文件全部转为可检索文本，平均响应时间由2.4秒降到0.8秒，满意率98.7%。",
]
UNITS = [
    "青禾市人民政府",
    "青禾市云门区教育局",
    "白水县柳林镇人民政府",
    "示例省住房和城乡建设厅",
    "白水县人民政府办公室",
]


def documents(count: int = 60, seed: int = 7) -> Iterator[Document]:
    """Yield so many different reports: short and long texts, small and large figures, both forms, drafts."""
    random = Random(seed)
    for number in range(count):
        form = "cn-disclosure-2019" if number % 6 == 5 else "cn-disclosure-2021"
        digits = random.choice((1, 2, 2, 3, 4, 5, 6))
        cells = {
            key: f"{random.randrange(100)}.{random.randrange(10000):04}"
            if cell.kind is CellKind.AMOUNT
            else random.randrange(10**digits)
            for key, cell in forms()[form].cells.items()
        }
        year = 2020 if form.endswith("2019") else 2024
        texts = {
            "preface": TEXTS["preface"],
            "overview": _text(random, random.randrange(1, 26), random.random() < 0.7),
            "problems": _text(random, random.randrange(1, 8), random.random() < 0.3),
            "other": _text(random, random.randrange(1, 5), False),
        }
        made = report(cells, unit=random.choice(UNITS), form=form, year=year, texts=texts)
        yield document(made, draft=number % 10 == 9)


def _text(random: Random, paragraphs: int, headed: bool) -> str:
    lines = []
    for number in range(paragraphs):
        head = (
            f"（{'一二三四五六七八九十'[number // 3 % 10]}）小标题文字。"
            if headed and number % 3 == 0
            else ""
        )
        lines.append(head + "".join(random.choice(SENTENCES) for _ in range(random.randrange(1, 5))))
    return "\n".join(lines)


def pages_of_element(element: Element) -> list[int]:
    """The pages on which an element and all below it have content."""
    return sorted(kid[0] for below in element.walk() for kid in below.kids if not isinstance(kid, Element))


def cut_tables(composition: Composition) -> int:
    """How many tables stand on more than one page."""
    return sum(
        element.tag == "Table" and len(set(pages_of_element(element))) > 1
        for element in composition.root.walk()
    )


def lone_headings(composition: Composition) -> int:
    """How many headings stand on another page than the start of what follows."""
    elements = [kid for kid in composition.root.kids if isinstance(kid, Element)]
    return sum(
        before.tag.startswith("H") and pages_of_element(before)[-1] != pages_of_element(after)[0]
        for before, after in pairwise(elements)
    )


def lines_on_last_page(composition: Composition) -> int:
    """How many lines stand on the last page, rows of tables counted each."""
    items = [item for marked in composition.pages[-1].body for item in marked.items]
    return len({round(item.baseline, 1) for item in items if isinstance(item, PlacedLine)})


def body_lines(composition: Composition) -> Iterator[SetLine]:
    """Yield the lines of the text in the size of the body."""
    for page in composition.pages:
        for marked in page.body:
            for item in marked.items:
                if isinstance(item, PlacedLine) and item.line.size == BODY_SIZE:
                    yield item.line


def stretch(line: SetLine) -> float:
    """How much wider than usual the widest gap between two ideographs is, in em."""
    pairs = zip(line.glyphs, line.glyphs[1:], line.places, line.places[1:], strict=False)
    return max(
        (
            (right - left - PITCH) / BODY_SIZE
            for a, b, left, right in pairs
            if a.kind == CharacterKind.WIDE and b.kind == CharacterKind.WIDE
        ),
        default=0.0,
    )
