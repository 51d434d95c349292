"""A spooler of the tests' own."""

from collections.abc import Iterator

import pytest
from cups_server import CupsServer, why_not


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
