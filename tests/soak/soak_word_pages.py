"""Has LibreOffice set the Word documents of a corpus, and compares their pages with those of the PDF.

python tests/soak/soak_word_pages.py [--short] [--keep FOLDER]

Passed over where LibreOffice is not installed. Prints the reports whose pages differ in number; the status is 1 then.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from page_corpus import documents  # noqa: E402
from run_options import parser_of  # noqa: E402

from app.exports.docx import render  # noqa: E402
from app.exports.pages.composition import compose  # noqa: E402
from app.exports.pages.fonts import bundled  # noqa: E402

FONTS = {
    "仿宋_GB2312": "FandolFang",
    "楷体_GB2312": "Nianbao Kai",
    "黑体": "Noto Sans SC Medium",
    "宋体": "Noto Serif SC",
    "方正小标宋简体": "Noto Serif SC Bold",
    "Times New Roman": "FandolFang",
}
"""The bundled font that stands for each font of the Word document: the comparison is of pages, not of fonts."""


def font_settings(folder: Path) -> Path:
    """Write a fontconfig file that offers the bundled fonts under the names that the document uses."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit></match>'
        for name, other in FONTS.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{ROOT / "resources" / "fonts"}</dir>'
        f"<cachedir>{folder / 'cache'}</cachedir>{rules}</fontconfig>",
        encoding="utf-8",
    )
    return path


def main(arguments: list[str]) -> int:
    """Return 1 when a Word document has another number of pages than the PDF."""
    parser = parser_of(__doc__, "12 reports instead of 60")
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args(arguments)
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
        surroundings = os.environ | {"FONTCONFIG_FILE": str(font_settings(Path(temporary)))}
        subprocess.run(command, check=True, capture_output=True, timeout=900, env=surroundings)
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
