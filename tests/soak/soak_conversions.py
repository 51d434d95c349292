"""Has LibreOffice and Chromium convert and print made reports, and compares what is read with the page's own reading.

python tests/soak/soak_conversions.py [--short] [--keep FOLDER]

Programs that are not installed are passed over. Prints one line per format; the status is 1 when a figure is wrong or lost.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pages import NEW, OLD, UNIT, YEAR, Page, Rows  # noqa: E402
from run_options import parser_of  # noqa: E402

from app.errors import UserError  # noqa: E402
from app.forms.model import Form  # noqa: E402
from app.imports import Imported, read  # noqa: E402

WORDS = "公开政府信息工作情况机制平台建设监督保障培训群众办理答复及时准确规范推进深化服务全面加强制度完善一二三十提升落实责任"
LOOKS = {
    "plain": "",
    "indent": "p{text-indent:2em}",
    "serif": 'body{font-family:"Noto Serif CJK SC",serif} p{text-indent:2em;line-height:1.8}',
}
WORD_KINDS = {
    "doc": "doc:MS Word 97",
    "docx": "docx",
    "odt": "odt",
    "rtf": "rtf",
    "txt": "txt:Text (encoded):UTF8",
    "pdf": "pdf",
}
SHEET_KINDS = {"xlsx": "xlsx", "xls": "xls", "ods": "ods", "csv": "csv:Text - txt - csv (StarCalc):44,34,76"}


def reports(short: bool) -> Iterator[tuple[str, str]]:
    """Yield made reports as pages: forms, looks and lengths, so that page ends fall everywhere."""
    chance = random.Random(7)
    for form in (NEW, OLD):
        for look, css in LOOKS.items():
            for length in (1, 6) if short else (1, 3, 5, 7, 9, 12):
                yield f"{form.id[-4:]}_{look}_{length:02d}", _page(form, css, length, chance)


def _page(form: Form, css: str, length: int, chance: random.Random) -> str:
    parts = [f"<h1 style='text-align:center'>{UNIT}{YEAR}年政府信息公开工作年度报告</h1>"]
    page = Page(form)
    for section in form.sections:
        parts += [f"<p>{section.heading}</p>"] if section.heading else []
        if section.table:
            parts.append(_table(page.rows(section.table), chance.choice((10, 12, 14))))
            continue
        for _ in range(length if section.key == "overview" else 1 + length // 3):
            parts.append(f"<p>{''.join(_sentence(chance) for _ in range(chance.randint(1, 8)))}</p>")
    parts += [f"<p style='text-align:right'>{UNIT}</p><p style='text-align:right'>2025年1月20日</p>"]
    style = f"table{{border-collapse:collapse;width:100%}} td{{border:1px solid #333}} {css}"
    body = "\n".join(parts)
    return f"<!doctype html><html><head><meta charset='utf-8'><title>年报</title><style>{style}</style></head><body>{body}</body></html>"


def _sentence(chance: random.Random) -> str:
    end = chance.choice(
        (f"，其中网站{chance.randint(1, 999)}条", f"，同比增长{chance.random() * 90:.1f}%", "", "")
    )
    return "".join(chance.choice(WORDS) for _ in range(chance.randint(8, 40))) + end + "。"


def _table(rows: Rows, size: int) -> str:
    lines = (
        "<tr>"
        + "".join(
            f'<td style="font-size:{size}px" rowspan="{p.rows}" colspan="{p.columns}">{p.html}</td>'
            for p in row
        )
        + "</tr>"
        for row in rows
    )
    return f'<table border="1" cellspacing="0">{"".join(lines)}</table>'


def convert(folder: Path) -> None:
    """Make every other format of the pages in *folder*, each in a folder of its own."""
    office = shutil.which("soffice")
    if office:
        base = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        pages = [str(path) for path in sorted(folder.glob("*.html"))]
        filters = {"word": "HTML (StarWriter)", "sheet": "calc_HTML_WebQuery"}
        for kind in WORD_KINDS:
            first = kind in ("doc", "docx")
            sources = pages if first else [str(path) for path in sorted((folder / "docx").glob("*.docx"))]
            command = [*base, *([f"--infilter={filters['word']}"] if first else [])]
            _run([*command, "--convert-to", WORD_KINDS[kind], "--outdir", str(folder / kind), *sources])
        for kind in SHEET_KINDS:
            sources = (
                pages if kind == "xlsx" else [str(path) for path in sorted((folder / "xlsx").glob("*.xlsx"))]
            )
            command = [*base, *([f"--infilter={filters['sheet']}"] if kind == "xlsx" else [])]
            _run([*command, "--convert-to", SHEET_KINDS[kind], "--outdir", str(folder / kind), *sources])
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser:
        (folder / "browser").mkdir()
        for path in sorted(folder.glob("*.html")):
            target = folder / "browser" / f"{path.stem}.pdf"
            _run(
                [
                    browser,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    f"--print-to-pdf={target}",
                    str(path),
                ]
            )


def _run(command: list[str]) -> None:
    subprocess.run(command, capture_output=True, check=False, timeout=900)


def compare(folder: Path) -> int:
    """Print how each format was read; return how many figures were wrong or lost."""
    bad = 0
    known = {path.stem: read(path) for path in sorted(folder.glob("*.html"))}
    for kind in (*WORD_KINDS, *SHEET_KINDS, "browser"):
        files = sorted((folder / kind).glob("*.*")) if (folder / kind).is_dir() else []
        if not files:
            print(f"{kind:8} not made here")
            continue
        wrong = lost = texts = 0
        start = time.monotonic()
        for path in files:
            page = known[path.stem.removesuffix("-Sheet1")]
            try:
                found = read(path)
            except UserError as error:
                print(f"{kind:8} {path.name}: {error}")
                lost += len(page.cells)
                continue
            here = [key for key, value in found.cells.items() if page.cells.get(key) != value]
            wrong, lost = wrong + len(here), lost + len(set(page.cells) - set(found.cells))
            texts += _other_texts(found, page)
            if here or set(page.cells) - set(found.cells):
                print(
                    f"{kind:8} {path.name}: wrong {here[:3]}, lost {len(set(page.cells) - set(found.cells))}"
                )
        seconds = (time.monotonic() - start) / len(files)
        figures = sum(len(page.cells) for page in known.values())
        print(
            f"{kind:8} {len(files)} files, {figures} figures: wrong {wrong}, lost {lost}; other texts {texts}; {seconds:.2f} s each"
        )
        bad += wrong + lost
    return bad


def _other_texts(found: Imported, page: Imported) -> int:
    keys = {*found.sections, *page.sections}
    return sum(found.sections.get(key, "") != page.sections.get(key, "") for key in keys)


def main() -> int:
    """Convert and compare."""
    parser = parser_of(__doc__, "12 reports instead of 36")
    parser.add_argument("--keep", type=Path, help="keep the files in this folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in reports(options.short):
            (folder / f"{name}.html").write_text(page, encoding="utf-8")
        convert(folder)
        return 1 if compare(folder) else 0


if __name__ == "__main__":
    sys.exit(main())
