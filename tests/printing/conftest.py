"""A spooler of the tests' own and a report to print."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pypdfium2
import pytest
from cups_server import CupsServer, why_not

from app.exports.formats import render
from app.report import Report


@pytest.fixture(scope="session")
def six_queues() -> Iterator[CupsServer]:
    if reason := why_not():
        pytest.skip(reason)
    server = CupsServer()
    try:
        server.start()
        server.add_queues()
        yield server
    finally:
        server.close()


@pytest.fixture
def spooler(six_queues: CupsServer, monkeypatch: pytest.MonkeyPatch) -> CupsServer:
    """The server, known to this process and its children."""
    for name, value in six_queues.where.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("PRINTER", raising=False)
    return six_queues


@pytest.fixture(scope="session")
def five_pages(filled: Callable[..., Report]) -> bytes:
    """A report of five pages as it is exported."""
    whole = filled("cn-disclosure-2021", 1)
    for lines in range(0, 200, 10):
        body = "\n".join(f"第{number}项工作已经完成。" for number in range(lines))
        report = replace(whole, sections=dict(whole.sections) | {"other": body})
        pdf = render(report, "pdf", draft=False, installed_fonts=False)
        with pypdfium2.PdfDocument(pdf) as opened:
            if len(opened) == 5:
                return pdf
    raise AssertionError("no report of five pages")
