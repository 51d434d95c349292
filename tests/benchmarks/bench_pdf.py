"""The PDF engine against typst setting the same blocks with the same fonts, at PDF/A-2a and PDF/UA-1, in one run.

    python tests/benchmarks/bench_pdf.py [ROUNDS]

Needs the dependency group `bench`. Every round sets another report, so that neither side can answer from memory.
Prints a line per figure: seconds of either side and their ratio, which is to be at most the goal beside it.
"""

from __future__ import annotations

import resource as usage
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.exports.blocks import Block, Document, Heading, Paragraph, Signature, TableBlock, Title, document  # noqa: E402
from app.exports.pdf import render  # noqa: E402
from app.forms.grid import GridCell, Role  # noqa: E402
from tests.exports.pdf import documents  # noqa: E402

FONTS = ROOT / "resources" / "fonts"
STANDARDS = ["a-2a", "ua-1"]

PREAMBLE = """
#set document(title: {title}, author: {unit})
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), footer: context [
  #set text(font: "Noto Serif SC", size: 14pt)
  #align(if calc.odd(here().page()) {{ right }} else {{ left }})[— #counter(page).display() —]])
#set text(font: ("FandolFang", "Noto Serif SC"), size: 16pt, lang: "zh", tracking: -0.21pt)
#set par(justify: true, leading: 13pt, spacing: 13pt, first-line-indent: (amount: 2em, all: true))
#show heading.where(level: 1): it => align(center, text(font: "Noto Serif SC Bold", size: 22pt, it.body))
#show heading.where(level: 2): it => block(h(2em) + text(font: "Noto Sans SC Medium", size: 16pt, it.body))
#show heading.where(level: 3): it => block(h(2em) + text(font: "Nianbao Kai", size: 16pt, it.body))
#show table: set text(font: "Noto Serif SC", size: 10.5pt, tracking: 0pt)
#show table: set par(first-line-indent: 0em, leading: 4pt)
"""


def quoted(text: str) -> str:
    """A typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst_source(made: Document) -> str:
    """The same blocks as typst markup."""
    parts = [PREAMBLE.format(title=quoted(made.title), unit=quoted(made.unit))]
    return "\n\n".join(parts + [typst_block(block) for block in made.blocks])


def typst_block(block: Block) -> str:
    match block:
        case Title():
            return f"#heading(level: 1, {quoted(block.text)})"
        case Heading():
            return f"#heading(level: {block.level + 1}, {quoted(block.text)})"
        case Paragraph():
            lead = f'#text(font: "Nianbao Kai", {quoted(block.lead)})' if block.lead else ""
            return lead + (f"#{quoted(block.text)}" if block.text else "")
        case Signature():
            return f"#align(right, {quoted(block.unit)})\n\n#align(right, {quoted(block.date)})"
        case TableBlock():
            return typst_table(block)


def typst_table(block: TableBlock) -> str:
    grid = block.grid
    labels = ", ".join(["auto"] * grid.label_columns + ["1fr"] * (grid.columns - grid.label_columns))

    def cell(item: GridCell) -> str:
        text = block.values.get(item.key, "") if item.key else item.text
        align = "left" if item.role == Role.ROW_HEADER else "center"
        return (
            f"table.cell(rowspan: {item.row_span}, colspan: {item.column_span},"
            f" align: {align} + horizon, {quoted(text)})"
        )

    head = ", ".join(cell(item) for item in grid.cells if item.row < grid.header_rows)
    body = ", ".join(cell(item) for item in grid.cells if item.row >= grid.header_rows)
    header = f"table.header({head}), " if head else ""
    return f"#table(columns: ({labels}), stroke: 0.5pt, inset: 4pt, {header}{body})"


def report(number: int) -> Document:
    """A report that differs from every other number's in its figures, unit and text."""
    made = documents.report(
        {key: (number * 37 + place * 11) % 9000 for place, key in enumerate(documents.filled())},
        unit=f"示例{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'东南西北中'[number % 5]}市人民政府",
    )
    texts = {key: f"{text}本段为第{number}份报告所加。" for key, text in documents.TEXTS.items()}
    texts["overview"] += "\n" + "\n".join(documents.TEXTS["overview"].splitlines()[:3]) * 2
    changed = replace(made, sections=texts, signed_by="示例市人民政府办公室", signed_on="2025年1月20日")
    return document(changed, draft=False)


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def show(name: str, ours: float, theirs: float, goal: float) -> None:
    ratio = ours / theirs
    verdict = "ok" if ratio <= goal else "OVER"
    print(
        f"{name}: {ours * 1000:.1f} ms, typst {theirs * 1000:.1f} ms, ratio {ratio:.2f} (goal {goal}) {verdict}"
    )


def in_process(rounds: int, folder: Path) -> None:
    import typst

    source = folder / "report.typ"
    source.write_text(typst_source(report(0)), "utf-8")
    compiler = typst.Compiler(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True)
    compiler.compile(format="pdf", pdf_standards=STANDARDS)
    render(report(0))
    ours, theirs = [], []
    for number in range(1, rounds + 1):
        made = report(number)
        text = typst_source(made).encode()
        ours.append(timed(lambda made=made: render(made)))  # type: ignore[misc]
        theirs.append(
            timed(lambda text=text: compiler.compile(text, format="pdf", pdf_standards=STANDARDS))  # type: ignore[misc]
        )
    show("one report, in process", statistics.median(ours), statistics.median(theirs), 1.0)


def whole_process(rounds: int, folder: Path) -> None:
    made = folder / "report.typ"
    made.write_text(typst_source(report(0)), "utf-8")
    ours_code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.benchmarks.bench_pdf import report, render;"
        f" open({str(folder / 'ours.pdf')!r}, 'wb').write(render(report(0)))"
    )
    theirs_code = (
        f"import typst; typst.compile({str(made)!r}, output={str(folder / 'theirs.pdf')!r},"
        f" font_paths=[{str(FONTS)!r}], ignore_system_fonts=True, pdf_standards={STANDARDS!r})"
    )
    ours, theirs = [], []
    for _ in range(rounds):
        for code, times in ((ours_code, ours), (theirs_code, theirs)):
            times.append(timed(lambda code=code: subprocess.run([sys.executable, "-c", code], check=True)))  # type: ignore[misc]
    show("whole process", statistics.median(ours), statistics.median(theirs), 2.0)


def batch(count: int) -> None:
    """Time and memory of a batch: the later half is to be no slower and no larger than the first."""
    made = [report(number) for number in range(count)]
    render(made[0])
    times, sizes = [], []
    for one in made:
        times.append(timed(lambda one=one: render(one)))  # type: ignore[misc]
        sizes.append(usage.getrusage(usage.RUSAGE_SELF).ru_maxrss / 1024)
    half = count // 2
    first, later = statistics.median(times[:half]), statistics.median(times[half:])
    print(
        f"batch of {count}: later half / first half {later / first:.2f}, memory {sizes[half]:.0f} -> {sizes[-1]:.0f} MB"
    )


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        in_process(rounds, Path(name))
        whole_process(max(3, rounds // 3), Path(name))
    batch(100)


if __name__ == "__main__":
    main()
