"""What a person sees in a cell, in words that tests of strange cells share, and the comparison with what was read.

``12`` is what must be read; ``told``: nothing is read and the cell is named; ``12 or told``: either will do, since what
matters is that no other figure is read without a word; ``blank``: nothing is seen, and nothing read.
"""

from pages import NEW, figures

from app.errors import UserError
from app.imports.formats import read
from app.imports.imported import Imported

SAFE = "12 or told"
NONE = "blank or told"
PRINT_KEY = "applications.new.natural_person"
"""The cell that is strange in prints, texts and LibreOffice's files."""
SHOWN = figures(NEW)[PRINT_KEY]


def judge(found: Imported, key: str, wanted: str) -> None:
    """Compare what was read of a cell with what is seen there."""
    value = found.as_json()["cells"].get(key)
    told = value is None and any(key in item.cells for item in found.unread)
    allowed = wanted.split(" or ")
    got = "told" if told else "blank" if value is None else str(value)
    assert got in allowed, (got, [item.why for item in found.unread])


def judge_file(data: bytes, kind: str, key: str, wanted: str) -> None:
    """Read a file and compare."""
    try:
        found = read(data, f"年报.{kind}", unit=None, year=None)
    except UserError:
        assert "wrong file" in wanted
    else:
        # Where a text has a cell to a line, one that is no figure leaves its row to the user.
        judge(found, key, f"{wanted} or told or blank" if kind == "txt" and found.unread else wanted)
