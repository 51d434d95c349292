"""A spooler of the tests' own."""

from collections.abc import Iterator

import pytest
from cups_server import CupsServer, make_known, server_of_its_own


@pytest.fixture(scope="session")
def six_queues() -> Iterator[CupsServer]:
    with server_of_its_own() as server:
        server.add_queues()
        yield server


@pytest.fixture
def spooler(six_queues: CupsServer, monkeypatch: pytest.MonkeyPatch) -> CupsServer:
    """The server, known to this process and its children."""
    make_known(six_queues, monkeypatch)
    return six_queues
