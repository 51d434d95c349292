"""The validator of PDF/A and PDF/UA."""

import page


def failures(data: bytes) -> list[str]:
    """What it finds wrong in a file that is to be PDF/A-2a and PDF/UA-1."""
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in ("2a", "ua1")
        for failure in page.validate_pdf_bytes(data, profile=profile).failures
    ]
