"""A second validator, Apache PDFBox's preflight (Debian: libpdfbox2-java), finds nothing either.

It judges PDF/A-1b only, so the files are shown to it with that part in their metadata; all else stays as it is written.
"""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from builders import UNIT, consistent_report

from app.exports.formats import render
from app.report import Report

_JARS = [
    Path("/usr/share/java", f"{name}.jar")
    for name in (
        "preflight",
        "pdfbox2",
        "fontbox2",
        "xmpbox",
        "commons-logging",
        "jaxb-api",
        "javax.activation",
    )
]
pytestmark = pytest.mark.skipif(
    shutil.which("java") is None or not all(jar.exists() for jar in _JARS[:5]), reason="no PDFBox preflight"
)


def verdict(data: bytes, folder: Path) -> str:
    """What the validator says of the file as PDF/A-1b, its faults included."""
    path = folder / "报告.pdf"
    path.write_bytes(data.replace(b"<pdfaid:part>2<", b"<pdfaid:part>1<"))
    java = ["java", f"-Duser.home={folder}", "-cp", ":".join(map(str, _JARS))]
    done = subprocess.run(
        [*java, "org.apache.pdfbox.preflight.Validator_A1b", str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout


def rare() -> Report:
    made = consistent_report()
    return replace(
        made,
        unit=replace(UNIT, name="镇远县㵲阳镇人民政府"),
        sections={**made.sections, "other": "本年度由张㐂、罕𬭊负责办理。"},
    )


@pytest.mark.parametrize("draft", [False, True])
def test_it_finds_nothing(tmp_path: Path, draft: bool) -> None:
    assert "is a valid PDF/A-1b file" in verdict(render(rare(), "pdf", draft=draft), tmp_path)


@pytest.mark.parametrize("planted", [b"/OutputIntents", b"/FontFile2", b"/Metadata"])
def test_it_sees_what_is_planted(tmp_path: Path, planted: bytes) -> None:
    data = render(rare(), "pdf", draft=False)
    assert planted in data
    broken = data.replace(planted, b"/X" + planted[2:])
    assert "is a valid PDF/A-1b file" not in verdict(broken, tmp_path)
