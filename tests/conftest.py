"""What all tests share: they read and write nothing of the user's, and most start from these fixtures."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import consistent_report
from hypothesis import settings
from slow_tests import slow_tests

from app.forms.loader import forms
from app.forms.model import Form
from app.imports.matching.workbook import text_sheet_labels as heads
from app.report import Report
from app.rules import registry

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared"
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "local",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_DOCUMENTS_DIR": "documents",
    "XDG_RUNTIME_DIR": "runtime",
}


def _environment(home: Path) -> dict[str, str]:
    return {name: str(home / folder) for name, folder in _FOLDERS.items()}


_session_home = tempfile.TemporaryDirectory(prefix="nianbao-tests-", ignore_cleanup_errors=True)
# pytest-qt imports Qt right after this file; Qt reads these once.
os.environ |= _environment(Path(_session_home.name)) | {"QT_QPA_PLATFORM": "offscreen"}
for _name in ("QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(_name, None)

# What every run and every process would work out anew is kept in the project's folder, even on a system that is set up to
# keep nothing: compiled modules, and what hypothesis reads in the source and in the tables of Unicode.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(ROOT / ".hypothesis")

# The same inputs at every run: a change is judged by what it changes. `dev.py soak` goes on to new ones.
settings.register_profile("tests", deadline=None, database=None, derandomize=True)
settings.load_profile("tests")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that runs the long forms too."""
    parser.addoption("--long", action="store_true", help="also run the long forms of tests (mark `long`)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that were measured to be slow, besides those that say so themselves (tests/slow_tests.py).

    Long forms are deselected where nobody asked for them.
    """
    if not config.getoption("long"):
        long = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if item not in set(long)]
        config.hook.pytest_deselected(items=long)
    slow = slow_tests()
    for item in items:
        if item.nodeid.partition("[")[0] in slow:
            item.add_marker("slow")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Pass over a test whose input lies beside the repository, where there is none; its twin is not passed over."""
    for mark in item.iter_markers("beside"):
        if not BESIDE.is_dir():
            pytest.skip(f"its input lies beside the repository; {mark.kwargs['twin']} holds the same")


def pytest_unconfigure() -> None:
    """Remove the folder that stood in for the user's."""
    _session_home.cleanup()


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, which settings, logs and documents go to."""
    folder = tmp_path_factory.mktemp("home")
    for name, value in _environment(folder).items():
        monkeypatch.setenv(name, value)
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QSettings

        for file_format in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            QSettings.setPath(file_format, QSettings.Scope.UserScope, str(folder / "config"))
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The published reports beside the repository. Tests with them bear the mark ``beside``."""
    return BESIDE / "samples"


@pytest.fixture(scope="session")
def bundled_samples() -> list[Path]:
    """The samples that the program brings along, the oldest year first."""
    return sorted((ROOT / "resources" / "samples").glob("*.json"))


@pytest.fixture(scope="session")
def form_2021() -> Form:
    """The form for the reports of 2021 and after."""
    return forms()["cn-disclosure-2021"]


@pytest.fixture(scope="session")
def form_2019() -> Form:
    """The form for the reports of 2019 and 2020."""
    return forms()["cn-disclosure-2019"]


@pytest.fixture
def extra_forms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Puts the invented forms of other series beside the bundled ones, which stay the same objects.

    The value adds one more form file.
    """
    from app.imports import reader_process

    monkeypatch.setattr(forms(), "_loaded", dict(forms()._loaded))
    # A process of its own, which is started anew where there are several threads, would not know these forms.
    monkeypatch.setattr(
        reader_process.ReaderProcess,
        "read",
        lambda _, data, name, *, unit=None, year=None: reader_process._read_here(data, name, unit, year),
    )

    def add(*paths: Path) -> None:
        files = forms()._files | {path.stem: path for path in paths}
        monkeypatch.setattr(forms(), "_files", dict(sorted(files.items(), reverse=True)))
        _forget_forms()

    add(*(ROOT / "tests" / "forms" / "extra").glob("*.toml"))
    yield add
    monkeypatch.undo()
    _forget_forms()


def _forget_forms() -> None:
    """Forget what was worked out once from all the forms there are."""
    known = (registry.all_rules, registry._by_id, heads.text_heads, heads.table_heads, heads.sheet_names)
    for remembered in known:
        remembered.cache_clear()


@pytest.fixture(scope="session")
def filled() -> Callable[..., Report]:
    """Builds a complete report in which every rule holds: ``filled(form, seed, **fields)``."""
    return consistent_report


@pytest.fixture(scope="session")
def five_pages(filled: Callable[..., Report]) -> bytes:
    """A report of five pages as it is exported."""
    from dataclasses import replace

    import pypdfium2

    from app.exports.formats import render

    whole = filled("cn-disclosure-2021", 1)
    for lines in range(0, 200, 10):
        body = "\n".join(f"第{number}项工作已经完成。" for number in range(lines))
        report = replace(whole, sections=dict(whole.sections) | {"other": body})
        pdf = render(report, "pdf", draft=False, installed_fonts=False)
        with pypdfium2.PdfDocument(pdf) as opened:
            if len(opened) == 5:
                return pdf
    raise AssertionError("no report of five pages")
