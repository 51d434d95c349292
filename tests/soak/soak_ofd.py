"""Has a validator judge the OFD files of a corpus, and compares their text with that of the pages and of the PDF.

python tests/soak/soak_ofd.py [--short] [--validator FILE] [--schemas FOLDER] [--keep FOLDER]

The validator is a program that takes FILE --ofda --xsd FOLDER --text FILE --skip-layers NAMES. Passed over where there is
none: the tests have a judge of their own. Prints each report with an error or a warning; the status is 1 then. The
last line compares the time and size of all OFD files with those of the PDF files.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from page_corpus import documents  # noqa: E402
from pdf_documents import text_of  # noqa: E402
from run_options import parser_of  # noqa: E402

from app.exports.blocks import Document, Paragraph  # noqa: E402
from app.exports.ofd import render as render_ofd  # noqa: E402
from app.exports.pages.composition import compose  # noqa: E402
from app.exports.pages.fonts import bundled, visible  # noqa: E402
from app.exports.pages.page import Composition, PlacedLine  # noqa: E402
from app.exports.pages.structure_tree import Element  # noqa: E402
from app.exports.pdf import render as render_pdf  # noqa: E402

VALIDATOR = ROOT.parent / "shared" / "ofd" / "validate_ofd.py"
RARE = "㐂㵲𫚖㛃㙦𬭊"
"""Of Extension A and beyond U+FFFF: every third report has them in its paragraphs."""


def corpus(count: int) -> Iterator[Document]:
    """Yield the invented reports, some with rare characters."""
    for number, document in enumerate(documents(count, seed=22)):
        if number % 3:
            yield document
            continue
        blocks = tuple(
            block._replace(text=f"{block.text[:9]}{RARE[place % 6]}{block.text[9:]}")
            if isinstance(block, Paragraph)
            else block
            for place, block in enumerate(document.blocks)
        )
        yield document._replace(blocks=blocks)


def said(pages: Composition, *, all_of_it: bool) -> str:
    """Return the characters on the pages, without blanks and page numbers; what repeats too if *all_of_it*."""
    return "".join(
        glyph.character
        for page in pages.pages
        for marked in page.body
        if all_of_it or isinstance(marked.owner, Element)
        for item in marked.items
        if isinstance(item, PlacedLine)
        for glyph in item.line.glyphs
        if not glyph.character.isspace()
    )


def judged(validator: Path, schemas: Path | None, file: Path, text: Path) -> list[str]:
    """Return what the validator finds wrong."""
    command = [sys.executable, str(validator), str(file), "--ofda", "--text", str(text), "--json"]
    command += ["--skip-layers", "Foreground,Background"]
    command += ["--xsd", str(schemas)] if schemas else []
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout:
        return [run.stderr.strip()[-300:]]
    items = json.loads(run.stdout)["items"]
    return [" ".join(map(str, item)) for item in items if item[0] in ("ERROR", "WARN")]


def main() -> int:
    parser = parser_of(__doc__, "12 reports instead of 120")
    parser.add_argument("--validator", type=Path, default=VALIDATOR)
    parser.add_argument("--schemas", type=Path)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    if not options.validator.is_file():
        print("no validator for OFD: passed over")
        return 0
    wrong, count, times, sizes = 0, 12 if options.short else 120, [0.0, 0.0], [0, 0]
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        for number, document in enumerate(corpus(count)):
            pages = compose(document, bundled())
            files = []
            for place, render in enumerate((render_pdf, render_ofd)):
                begun = time.process_time()
                files.append(render(document))
                times[place] += time.process_time() - begun
                sizes[place] += len(files[place])
            file, text = folder / f"{number}.ofd", folder / f"{number}.txt"
            file.write_bytes(files[1])
            text.write_text(said(pages, all_of_it=False), encoding="utf-8")
            faults = judged(options.validator, options.schemas, file, text)
            if Counter("".join(visible(text_of(files[0])).split())) != Counter(said(pages, all_of_it=True)):
                faults.append("the PDF says something else")
            wrong += bool(faults)
            for fault in faults:
                print(number, fault)
    print(f"{count} reports, {wrong} with faults")
    print(f"OFD by PDF: time {times[1] / times[0]:.2f}, size {sizes[1] / sizes[0]:.2f}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
