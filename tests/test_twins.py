"""Each test that reads what lies beside the repository has a twin with invented input, which every clone can run.

``python tests/test_twins.py`` lists the pairs.
"""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

TESTS = Path(__file__).resolve().parent
READS = re.compile(r'/ "shared"|\bsamples: Path\b|\bBESIDE\b')
HELPERS = {
    "conftest.py",
    "pdf_documents.py",
    "imports/samples.py",
    "ledger/independent.py",
    "rules/published.py",
}
"""What names the folder beside the repository for the tests that bear the mark."""


class Case(NamedTuple):
    """A test function, and the twins that its mark names: none without the mark."""

    place: str
    twins: tuple[str, ...]


@lru_cache(maxsize=1)
def _tests() -> dict[str, Case]:
    return {test.place: test for path in sorted(TESTS.rglob("test_*.py")) for test in _tests_in(path)}


def _tests_in(path: Path) -> Iterator[Case]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            place = f"tests/{path.relative_to(TESTS).as_posix()}::{node.name}"
            yield Case(place, tuple(twin for mark in node.decorator_list for twin in _named(mark)))


def _named(decorator: ast.expr) -> Iterator[str]:
    if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.beside":
        twin = ast.literal_eval(decorator.keywords[0].value)
        yield from (twin,) if isinstance(twin, str) else twin


def pairs() -> list[Case]:
    """Return the tests with the mark."""
    return [test for test in _tests().values() if test.twins]


def test_every_twin_is_a_test_that_needs_nothing_beside_the_repository() -> None:
    assert len(pairs()) >= 18
    for test in pairs():
        for twin in test.twins:
            assert twin in _tests(), f"{test.place}: there is no {twin}"
            assert not _tests()[twin].twins, f"{test.place}: {twin} needs what lies beside the repository too"


def test_whatever_reads_what_lies_beside_the_repository_bears_the_mark() -> None:
    reading = {
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if READS.search(path.read_text("utf-8")) and not {"soak", "benchmarks"} & set(path.parts)
    }
    marked = {test.place.partition("::")[0].removeprefix("tests/") for test in pairs()}
    assert reading - marked - HELPERS - {"test_twins.py"} == set()


if __name__ == "__main__":
    for pair in pairs():
        print(pair.place, *(f"    {twin}" for twin in pair.twins), sep="\n")
