"""Has LibreOffice set the Word documents of a corpus, and compares their pages with those of the PDF.

python tests/soak/soak_word_pages.py [--short] [--keep FOLDER]

Passed over where LibreOffice is not installed. Prints the reports whose pages differ in number; the status is 1 then.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "exports" / "pdf")]

from page_corpus import documents  # noqa: E402

from app.exports.docx import render  # noqa: E402
from app.exports.pages.composition import compose  # noqa: E402
from app.exports.pages.fonts import bundled  # noqa: E402


def main(arguments: list[str]) -> int:
    """Return 1 when a Word document has another number of pages than the PDF."""
    options = argparse.ArgumentParser()
    options.add_argument("--short", action="store_true")
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args(arguments)
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice is not installed: passed over")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        expected = {}
        for number, document in enumerate(documents(12 if chosen.short else 60)):
            name = f"{number:02d}"
            (folder / f"{name}.docx").write_bytes(render(document))
            expected[name] = len(compose(document, bundled()).pages)
        profile = f"-env:UserInstallation=file://{temporary}/profile"
        files = [str(folder / f"{name}.docx") for name in expected]
        command = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=900)
        different = 0
        for name, pages in expected.items():
            with pypdfium2.PdfDocument(folder / f"{name}.pdf") as pdf:
                if len(pdf) != pages:
                    different += 1
                    print(f"{name}: {len(pdf)} pages in Word, {pages} in the PDF")
    print(f"{len(expected)} reports, {sum(expected.values())} pages, {different} differ in number")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
