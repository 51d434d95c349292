"""Modules that both programs for Windows take from one library."""

import subprocess
import sys
import zipfile
from pathlib import Path

from bundle_parts import Entry
from shared_modules import LIBRARY, shared


def made(tmp_path: Path) -> tuple[list[Entry], list[Entry]]:
    """Return what stays and the data, for a package with data, one without, and a module."""
    for name in ("whole/__init__.py", "whole/part.py", "has_data/__init__.py", "alone.py"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"name = {name!r}\n", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / LIBRARY, "w") as archive:
        archive.writestr("first.pyc", b"")
    site = tmp_path / "site"
    pure: list[Entry] = [
        ("whole.part", str(site / "whole" / "part.py"), "PYMODULE"),
        ("whole", str(site / "whole" / "__init__.py"), "PYMODULE"),
        ("has_data", str(site / "has_data" / "__init__.py"), "PYMODULE"),
        ("alone", str(site / "alone.py"), "PYMODULE"),
        ("a_namespace", "-", "PYMODULE"),
    ]
    data: list[Entry] = [
        (LIBRARY, str(tmp_path / LIBRARY), "DATA"),
        ("has_data\\table.txt", "x", "DATA"),
    ]
    return shared(pure, [], data)


def test_python_imports_from_the_library(tmp_path: Path) -> None:
    _stay, data = made(tmp_path)
    library = next(source for name, source, _kind in data if name == LIBRARY)
    code = "import alone, whole.part; print(alone.name, whole.part.name, whole.part.__file__)"
    ran = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {library!r}); {code}"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.startswith("alone.py whole/part.py")
    assert LIBRARY in ran.stdout


def test_what_has_files_or_no_source_stays(tmp_path: Path) -> None:
    stay, data = made(tmp_path)
    assert [name for name, _source, _kind in stay] == ["has_data", "a_namespace"]
    assert [name for name, _source, _kind in data] == ["has_data\\table.txt", LIBRARY]


def test_the_library_keeps_what_starts_python_and_is_the_same_each_time(tmp_path: Path) -> None:
    first, second = (
        Path(next(source for name, source, _kind in made(tmp_path / folder)[1] if name == LIBRARY))
        for folder in ("one", "two")
    )
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.namelist() == ["first.pyc", "alone.pyc", "whole/__init__.pyc", "whole/part.pyc"]
