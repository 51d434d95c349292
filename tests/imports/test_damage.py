"""A damaged file is read or refused with one line; never anything else."""

import contextlib
import io
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import NEW, UNIT, YEAR, Page, figures

from app.errors import UserError
from app.exports.formats import render
from app.imports.formats import read
from app.report import Report, Unit

REPORT = Report(
    1,
    Unit(1, UNIT),
    YEAR,
    NEW,
    cells=figures(NEW),
    sections={section.key: "（一）小标题\n正文一段。" for section in NEW.text_sections},
    signed_by=UNIT,
    signed_on="2025年1月20日",
)
WHOLE = {kind: render(REPORT, kind, draft=False) for kind in ("docx", "html", "xlsx", "pdf", "json")}
WHOLE["page"] = Page(NEW).html().encode()
SCRAPS = (
    b"<td>",
    b"</tr>",
    b"<table>",
    b"\t",
    b"\n",
    b"\xff",
    b"0",
    b"-",
    "一、".encode(),
    b"&#0;",
    b' rowspan="99"',
)


def _damaged(data: bytes, chance: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 50))):
        start = chance.randrange(len(made))
        end = start + chance.choice((1, 2, 8, 64, 500))
        match chance.randrange(4):
            case 0:
                made[start] = chance.randrange(256)
            case 1 if len(made) > 1000:
                del made[start:end]
            case 2:
                made[start:start] = made[start:end]
            case _:
                made[start:start] = chance.choice(SCRAPS)
    return bytes(made)


def _damaged_within(data: bytes, chance: random.Random) -> bytes:
    """Damage a member of an archive that itself stays whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    name = chance.choice([name for name in members if name.endswith(".xml") and "docProps" not in name])
    members[name] = _damaged(members[name], chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for member, content in members.items():
            new.writestr(member, content)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_damage_never_ends_otherwise(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    within = kind in ("docx", "xlsx") and chance.random() < 0.7
    data = (_damaged_within if within else _damaged)(WHOLE[kind], chance)
    said = ""
    try:
        read(data, f"坏文件.{kind}", unit=None, year=None)
    except UserError as error:
        said = str(error)
    assert "\n" not in said


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(st.characters(exclude_categories=("C",)), max_size=12),
    key=st.sampled_from(sorted(NEW.cells)),
)
def test_whatever_stands_in_a_cell_the_others_keep_their_figures(text: str, key: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    report = read(Page(NEW, values={key: escaped}).html().encode(), "年报.html", unit=None, year=None)
    others = {other: value for other, value in figures(NEW).items() if other != key}
    assert {other: value for other, value in report.cells.items() if other != key} == others
    blank = not text.strip()
    with contextlib.suppress(ValueError):
        blank = blank or int(text) == report.cells.get(key)
    assert blank or key in report.cells or any(NEW.cells[key].name in item.where for item in report.unread)
