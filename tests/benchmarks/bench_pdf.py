"""The PDF engine against typst setting the same blocks with the same fonts, at PDF/A-2a and PDF/UA-1, in one run.

    python tests/benchmarks/bench_pdf.py [ROUNDS]

Needs the dependency group `bench`. Every round sets another report, so that neither side can answer from memory.
Prints a line per figure: seconds of either side and their ratio, which is to be at most the goal beside it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from installed import environment  # noqa: E402
from pdf_documents import TEXTS, filled  # noqa: E402
from pdf_documents import report as invented_report  # noqa: E402

from app.exports.blocks import Block, Document, Heading, Paragraph, Signature, TableBlock, Title, document  # noqa: E402
from app.exports.json import render as render_json  # noqa: E402
from app.exports.pdf import render  # noqa: E402
from app.forms.grid import GridCell, Role  # noqa: E402
from app.report import Report  # noqa: E402

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


def typst_source(blocks: Document) -> str:
    """The same blocks as typst markup."""
    parts = [PREAMBLE.format(title=quoted(blocks.title), unit=quoted(blocks.unit))]
    return "\n\n".join(parts + [typst_block(block) for block in blocks.blocks])


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


def report(number: int) -> Report:
    """Return a report whose figures, unit and text differ for each number."""
    texts = {key: f"{text}本段为第{number}份报告所加。" for key, text in TEXTS.items()}
    texts["overview"] += "\n" + "\n".join(TEXTS["overview"].splitlines()[:3]) * 2
    return invented_report(
        {key: (number * 37 + place * 11) % 9000 for place, key in enumerate(filled())},
        unit=f"示例{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'东南西北中'[number % 5]}市人民政府",
        texts=texts,
    )


def made(number: int) -> Document:
    """That report as blocks."""
    return document(report(number), draft=True)


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
    source.write_text(typst_source(made(0)), "utf-8")
    compiler = typst.Compiler(str(source), font_paths=[str(FONTS)], ignore_system_fonts=True)
    compiler.compile(format="pdf", pdf_standards=STANDARDS)
    render(made(0))
    ours, theirs = [], []
    for number in range(1, rounds + 1):
        one = made(number)
        text = typst_source(one).encode()
        ours.append(timed(partial(render, one)))
        theirs.append(timed(partial(compiler.compile, text, format="pdf", pdf_standards=STANDARDS)))
    show("one report, in process", statistics.median(ours), statistics.median(theirs), 1.0)


def whole_process(rounds: int, folder: Path) -> None:
    """`export` from the command line against a process that does nothing but compile.

    Both run from compiled modules, as every installed program does.
    """
    source, workspace, data = folder / "report.typ", folder / "bench.nianbao", folder / "report.json"
    one = report(0)
    source.write_text(typst_source(made(0)), "utf-8")
    data.write_bytes(render_json(one))
    run = partial(subprocess.run, check=True, cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL)
    program = [sys.executable, "-m", "app"]
    run([*program, "import", str(data), "--into", str(workspace)])
    export = [*program, "export", str(workspace), "--unit", one.unit.name, "--year", str(one.year)]
    export += ["--to", "pdf", "-o", str(folder / "ours.pdf"), "--draft"]
    code = (
        f"import typst; typst.compile({str(source)!r}, output={str(folder / 'theirs.pdf')!r},"
        f" font_paths=[{str(FONTS)!r}], ignore_system_fonts=True, pdf_standards={STANDARDS!r})"
    )
    run(export)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(timed(partial(run, export)))
        theirs.append(timed(partial(run, [sys.executable, "-c", code])))
    show("whole process", statistics.median(ours), statistics.median(theirs), 2.0)


def batch(count: int) -> None:
    """Time and memory of a batch: a report is to cost the same at its end as at its beginning."""
    reports = [made(number) for number in range(count)]
    render(reports[0])
    times, sizes = [], []
    for one in reports:
        times.append(timed(partial(render, one)))
        sizes.append(sys.getallocatedblocks())
    half = count // 2
    ratio = statistics.median(times[half:]) / statistics.median(times[:half])
    print(f"batch of {count}: later half / first half {ratio:.2f}, objects {sizes[half]} -> {sizes[-1]}")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        in_process(rounds, Path(name))
        whole_process(max(3, rounds // 3), Path(name))
    batch(100)


if __name__ == "__main__":
    main()
