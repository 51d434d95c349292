"""The PDF engine against typst setting the same blocks with the same fonts, at PDF/A-2a and PDF/UA-1, in one run.

    python tests/benchmarks/bench_pdf.py [ROUNDS]

Needs the dependency group `bench`. Every round sets another report, so that neither side can answer from memory.
Prints a line per figure: seconds of either side and their ratio, which is to be at most the goal beside it.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders import consistent_cells  # noqa: E402
from installed import environment  # noqa: E402
from pdf_documents import TEXTS, filled  # noqa: E402
from pdf_documents import report as invented_report  # noqa: E402

from app.exports.blocks import Block, Document, Heading, Paragraph, Signature, TableBlock, Title  # noqa: E402
from app.exports.json import render as render_json  # noqa: E402
from app.exports.pdf import render  # noqa: E402
from app.exports.report_blocks import document  # noqa: E402
from app.forms.grid import CellRole, GridCell  # noqa: E402
from app.report import Report  # noqa: E402

FONTS = ROOT / "resources" / "fonts"
FORM = "cn-disclosure-2021"
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
        align = "left" if item.role == CellRole.ROW_HEADER else "center"
        return (
            f"table.cell(rowspan: {item.row_span}, colspan: {item.column_span},"
            f" align: {align} + horizon, {quoted(text)})"
        )

    head = ", ".join(cell(item) for item in grid.cells if item.row < grid.header_rows)
    body = ", ".join(cell(item) for item in grid.cells if item.row >= grid.header_rows)
    header = f"table.header({head}), " if head else ""
    return f"#table(columns: ({labels}), stroke: 0.5pt, inset: 4pt, {header}{body})"


def report(number: int) -> Report:
    """Return a report that may be finalised: its figures add up, its text states them; each number gives another."""
    cells = consistent_cells(FORM, number)
    stated = {
        "3119件": f"{cells['applications.new.total']}件",
        "3050件": f"{cells['applications.total.total']}件",
        "34件": f"{cells['applications.carried_in.total']}件",
        "103件": f"{cells['applications.carried_out.total']}件",
        "规章1件": f"规章{cells['disclosure.rules.issued']}件",
        "文件8件": f"文件{cells['disclosure.normative_documents.issued']}件",
    }
    told = re.sub("|".join(stated), lambda found: stated[found.group()], TEXTS["overview"])
    return _report(number, cells, told)


def faulty(number: int) -> Report:
    """Return a report with figures of four digits in which nothing adds up."""
    figures = {key: (number * 37 + place * 11) % 9000 for place, key in enumerate(filled())}
    return _report(number, figures, TEXTS["overview"])


def _report(number: int, cells: Mapping[str, object], overview: str) -> Report:
    texts = {key: f"{text}本段为第{number}份报告所加。" for key, text in TEXTS.items()}
    texts["overview"] = f"{overview}本段为第{number}份报告所加。\n" + "\n".join(overview.splitlines()[:3]) * 2
    unit = f"示例{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'东南西北中'[number % 5]}市人民政府"
    return invented_report(cells, unit=unit, texts=texts)


def made(number: int) -> Document:
    """That report as blocks, without the mark of a draft: typst's source has none either."""
    return document(report(number), draft=False)


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
    show("one report, in process", statistics.median(ours), statistics.median(theirs), 0.9)


def whole_process(rounds: int, folder: Path) -> None:
    """`export` from the command line against a process that does nothing but compile.

    Both run from compiled modules, as every installed program does. Ours reads a workspace and checks the report, beside
    its other work where there is a second processor. The typical report has no errors; one in which every equation is
    broken, which leaves as a draft, is printed beside it, and so is a process that loads reportlab and does nothing:
    what no program with reportlab can do without.
    """
    source = folder / "report.typ"
    source.write_text(typst_source(made(0)), "utf-8")
    run = partial(subprocess.run, check=True, cwd=ROOT, env=environment(folder), capture_output=True)
    code = (
        f"import typst; typst.compile({str(source)!r}, output={str(folder / 'theirs.pdf')!r},"
        f" font_paths=[{str(FONTS)!r}], ignore_system_fonts=True, pdf_standards={STANDARDS!r})"
    )
    right = _export(report(0), folder / "right", run)
    wrong = [*_export(faulty(0), folder / "wrong", run), "--draft"]
    nothing = [sys.executable, "-c", "from reportlab.pdfbase import pdfdoc"]
    calls = [right, wrong, nothing, [sys.executable, "-c", code]]
    for call in calls:
        run(call)
    times = [[timed(partial(run, call)) for call in calls] for _ in range(rounds)]
    ours, drafts, bare, theirs = map(statistics.median, zip(*times, strict=True))
    show("whole process", ours, theirs, 1.7)
    print(f"the same with a report full of errors: {drafts * 1000:.1f} ms, ratio {drafts / theirs:.2f}")
    print(f"reportlab loaded, and nothing done: {bare * 1000:.1f} ms, ratio {bare / theirs:.2f}")


def _export(one: Report, place: Path, run: Callable[[list[str]], object]) -> list[str]:
    """Put a report into a workspace of its own and return the call that exports it."""
    program = [sys.executable, "-m", "app"]
    workspace, data = place.with_suffix(".nianbao"), place.with_suffix(".json")
    data.write_bytes(render_json(one))
    run([*program, "import", str(data), "--into", str(workspace)])
    output = str(place.with_suffix(".pdf"))
    named = ["--unit", one.unit.name, "--year", str(one.year)]
    return [*program, "export", str(workspace), *named, "--to", "pdf", "-o", output]


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
