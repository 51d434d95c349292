"""Office fonts are used when installed, also in collections, and only when they may be embedded."""

import struct
from pathlib import Path

import page
import pytest
from pdf_documents import filled, report, text_in_tagged_order

from app.exports.pages.fonts import FontRole
from app.exports.pages.office_fonts import OFFICE_NAMES, office_fonts
from app.exports.pdf import render
from app.exports.report_blocks import document
from app.paths import resource

FANG = resource("fonts", "FandolFang.ttf")
WANTED = {FontRole.FANG: ("没有的字体", "FandolFang"), FontRole.HEI: ("Noto Sans SC Medium",)}


def collection(*paths: Path) -> bytes:
    """A font collection of some files."""
    start = 12 + 4 * len(paths)
    starts, bodies = [], []
    for path in paths:
        data = bytearray(path.read_bytes())
        for record in range(struct.unpack(">H", data[4:6])[0]):
            place = 12 + 16 * record + 8
            struct.pack_into(">I", data, place, struct.unpack_from(">I", data, place)[0] + start)
        starts.append(start)
        bodies.append(bytes(data))
        start += len(data)
    return b"ttcf" + struct.pack(f">II{len(paths)}I", 0x00010000, len(paths), *starts) + b"".join(bodies)


def restricted(data: bytes) -> bytes:
    """A font whose licence forbids embedding."""
    changed = bytearray(data)
    record = data.index(b"OS/2")
    struct.pack_into(">H", changed, struct.unpack_from(">I", data, record + 8)[0] + 8, 2)
    return bytes(changed)


def test_an_installed_font_is_used_and_a_missing_one_replaced(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "fang.TTF").write_bytes(FANG.read_bytes())
    fonts = office_fonts([tmp_path], WANTED)
    assert fonts.faces[FontRole.FANG].font.path == tmp_path / "deep" / "fang.TTF"
    assert fonts.faces[FontRole.HEI].font.path == resource("fonts", "NotoSansSC-Medium.ttf")
    assert fonts.substitutions == ("本机的Noto Sans SC Medium没有安装，黑体改用程序自带的字体。",)


def test_fonts_in_a_collection_are_found(tmp_path: Path) -> None:
    (tmp_path / "both.ttc").write_bytes(collection(resource("fonts", "NotoSansSC-Medium.ttf"), FANG))
    fonts = office_fonts([tmp_path], WANTED)
    assert fonts.substitutions == ()
    made = document(report(filled()), draft=False)
    data = render(made, fonts=fonts)
    assert page.validate_pdf_bytes(data, profile="2a").is_compliant
    assert text_in_tagged_order(data) == text_in_tagged_order(render(made))


def test_a_font_that_may_not_be_embedded_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "fang.ttf").write_bytes(restricted(FANG.read_bytes()))
    fonts = office_fonts([tmp_path], {FontRole.FANG: ("FandolFang",)})
    assert fonts.faces[FontRole.FANG].font.path == FANG
    assert fonts.substitutions == ("本机的FandolFang不允许嵌入，仿宋改用程序自带的字体。",)


@pytest.mark.parametrize("content", [b"", b"ttcf", b"not a font at all", FANG.read_bytes()[:3000]])
def test_a_broken_font_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.ttf").write_bytes(content)
    assert len(office_fonts([tmp_path, tmp_path / "none"], OFFICE_NAMES).substitutions) == len(FontRole)
