"""Which tests are slow: functions of which one case takes more than 0.25 s of processor time, or all take 1 s.

They stand in ``slow.txt``; ``dev.py test --quick`` leaves them out. To measure anew, however busy the machine is:

    python -m pytest -p tests.slow_tests    runs all tests and writes the list

Children count too. A test that waits for something and computes nothing says by itself that it is slow.
"""

import os
from collections import defaultdict
from collections.abc import Generator
from functools import lru_cache
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("slow.txt")
_MOST_OF_A_CASE, _MOST_OF_ALL = 0.25, 1.0
_measured: dict[str, list[float]] = defaultdict(list)


@lru_cache(maxsize=1)
def slow_tests() -> frozenset[str]:
    """Return the functions that are listed, as ``tests/file.py::test_name``."""
    return frozenset(LIST.read_text("utf-8").split())


def _processor_time() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure a test with its fixtures."""
    before = _processor_time()
    result = yield
    _measured[item.nodeid.partition("[")[0]].append(_processor_time() - before)
    return result


def pytest_sessionfinish() -> None:
    """Write the list; functions that were not run keep their places."""
    others = slow_tests() - _measured.keys()
    slow = {
        function
        for function, seconds in _measured.items()
        if max(seconds) > _MOST_OF_A_CASE or sum(seconds) > _MOST_OF_ALL
    }
    LIST.write_text("\n".join(sorted(slow | others)) + "\n", encoding="utf-8")
