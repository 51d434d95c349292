"""Reads the published sample reports, where they are at hand, just well enough to check them."""

import json
import re
from decimal import Decimal
from pathlib import Path

import lxml.html
import pypdfium2

from app.forms.loader import forms
from app.report import Report, Totals, Unit, UnitKind
from app.values import Kind

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"

_SECTIONS = {"一": "overview", "二": "", "三": "", "四": "", "五": "problems", "六": "other"}
_HEADING = re.compile(r"(一|二|三|四|五|六) ?、")


def published(name: str) -> Report:
    """Return one published report with its figures and texts, its totals as they were typed."""
    figures = json.loads((SAMPLES / f"{name}.expected.json").read_text("utf-8"), parse_float=Decimal)
    form = forms()[figures["form"]]
    cells = {
        key: Decimal(value) if form.cells[key].kind is Kind.AMOUNT else int(value)
        for key, value in figures["cells"].items()
    }
    kind = UnitKind.GOVERNMENT if figures["unit"].endswith("人民政府") else UnitKind.DEPARTMENT
    unit = Unit(1, figures["unit"], kind=kind)
    sections = _sections(_lines(name))
    return Report(1, unit, figures["year"], form, totals=Totals.TYPED, cells=cells, sections=sections)


def _lines(name: str) -> list[str]:
    (path,) = (p for p in SAMPLES.glob(f"{name}.*") if p.suffix != ".json")
    if path.suffix == ".pdf":
        return _pdf_lines(path)
    text = path.read_text("utf-8-sig")
    if path.suffix == ".html":
        root = lxml.html.fromstring(text)
        for element in root.iter("p", "tr", "div", "h1", "br"):
            element.text, element.tail = "\n" + (element.text or ""), "\n" + (element.tail or "")
        text = root.text_content().replace("\xa0", " ")
    return text.splitlines()


def _pdf_lines(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in document).replace("\r", "")
    document.close()
    joined: list[str] = []
    for line in re.sub(r"- \d -\n", "", text).split("\n"):
        if joined and len(joined[-1]) >= 25 and not re.match("[一二三四五六]、|（", line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _sections(lines: list[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    current = "preface"
    for line in (raw.strip() for raw in lines):
        heading = _HEADING.match(line)
        if heading and len(line) < 40:
            current = _SECTIONS[heading[1]]
        elif current and line:
            found.setdefault(current, []).append(line)
    return {key: "\n".join(body) for key, body in found.items()}
