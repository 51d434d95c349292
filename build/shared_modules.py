"""Python modules that several programs of one bundle share, instead of each carrying its own. Used by installer.spec.

PyInstaller puts the modules into the program's file, so a second program is as large as the first. What it needs to start
Python lies beside them in base_library.zip, though, which is searched for everything: there the modules go.
"""

import py_compile
import shutil
import tempfile
import zipfile
from pathlib import Path

from bundle_parts import Entry, top_level

LIBRARY = "base_library.zip"


def shared(pure: list[Entry], binaries: list[Entry], data: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return the modules that stay in each program, and the data with a library that has the others.

    A package with files of its own in the bundle (extension modules, data) stays: it looks for them beside itself.
    """
    has_files = {top_level(name) for name, _source, _kind in binaries + data}
    goes = [entry for entry in pure if entry[0].split(".")[0] not in has_files and Path(entry[1]).is_file()]
    library = Path(next(source for name, source, _kind in data if name == LIBRARY))
    larger = library.with_name(f"larger_{LIBRARY}")
    shutil.copyfile(library, larger)
    with zipfile.ZipFile(larger, "a") as archive:
        for name, source, _kind in sorted(goes):
            member = f"{name.replace('.', '/')}{'/__init__' if Path(source).stem == '__init__' else ''}.pyc"
            # One date and the program's own names: the same modules give the same bytes everywhere.
            info = zipfile.ZipInfo(member)
            archive.writestr(info, compiled(Path(source), member[:-1]), zipfile.ZIP_DEFLATED, 9)
    others = [entry for entry in data if entry[0] != LIBRARY]
    return [entry for entry in pure if entry not in set(goes)], [*others, (LIBRARY, str(larger), "DATA")]


def compiled(source: Path, name: str) -> bytes:
    """Return a module compiled under the name that it is to have in error messages."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "module.pyc"
        py_compile.compile(
            str(source),
            str(target),
            name,
            True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        return target.read_bytes()
