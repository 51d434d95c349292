"""Two validators of PDF/A and PDF/UA, which know nothing of each other."""

import tempfile
from pathlib import Path

import page
import pdfluent


def failures(data: bytes) -> list[str]:
    """What two validators, which know nothing of each other, find wrong."""
    found = [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("2a", "ua1")
        for failure in page.validate_pdf_bytes(data, profile=profile).failures
    ]
    return found + second_opinion(data)


def second_opinion(data: bytes) -> list[str]:
    """What pdfluent finds wrong at the level of PDF/A that the file itself claims."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(data)
        judged = pdfluent.validate_pdfa(str(path))
    found = [f"{issue.rule}: {issue.message}" for issue in judged.issues]
    return found if judged.pdfa_level == "PDF/A-2A" else [*found, f"not 2a but {judged.pdfa_level}"]
