"""What is left out of ICU's data, and that texts are ordered and converted as before."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from icu_data import smaller, without_unused
from linux_icu import ORDER

HEAD = struct.pack("<H2sHHBBBB4s", 32, b"\xda\x27", 20, 0, 0, 0, 2, 0, b"CmnD").ljust(32, b"\0")
CONVERTED = """
from PySide6.QtCore import QLocale, QStringConverter, QStringDecoder, QTimeZone
print(QStringConverter.availableCodecs())
print(QTimeZone(b"Asia/Shanghai").displayName(QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, QLocale("zh_CN")))
"""


def _data(items: dict[str, bytes]) -> bytes:
    names = [f"icudt73l/{name}".encode() + b"\0" for name in items]
    at = 4 + 8 * len(items)
    places, text = [], b""
    for name in names:
        places.append(at + len(text))
        text += name
    text += bytes(-(at + len(text)) % 16)
    start, listed, contents = at + len(text), b"", b""
    for place, content in zip(places, items.values(), strict=True):
        listed += struct.pack("<II", place, start + len(contents))
        contents += content
    return HEAD + struct.pack("<I", len(items)) + listed + text + contents


def test_names_in_other_languages_and_rules_that_nothing_asks_for_are_left_out() -> None:
    kept = {
        "coll/de.res": b"d" * 16,
        "coll/zh.res": b"z" * 32,
        "curr/en_GB.res": b"e" * 16,
        "curr/pool.res": b"p" * 16,
        "curr/zh_Hant.res": b"h" * 16,
        "gb18030.cnv": b"g" * 48,
        "zone/root.res": b"r" * 16,
    }
    out = {
        "brkitr/cjdict.dict": b"1" * 160,
        "curr/de.res": b"2" * 16,
        "curr/zha.res": b"3" * 16,
        "rbnf/en.res": b"4" * 16,
        "translit/root.res": b"5" * 16,
        "unames.icu": b"6" * 16,
        "unit/ja.res": b"7" * 16,
    }
    assert without_unused(_data(dict(sorted((kept | out).items())))) == _data(kept)
    assert without_unused(_data(kept)) == _data(kept)


def test_other_files_are_refused() -> None:
    with pytest.raises(ValueError, match="another form"):
        without_unused(HEAD.replace(b"CmnD", b"ResB") + bytes(16))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings no ICU")
def test_texts_are_ordered_and_converted_as_with_all_of_the_data(tmp_path: Path) -> None:
    import PySide6

    library = next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))
    made = smaller(library, tmp_path / library.name)
    assert made.stat().st_size < library.stat().st_size - 16_000_000
    loaded = "import re; print(set(re.findall(r'\\S+libicudata\\S+', open('/proc/self/maps').read())))"
    said = [
        subprocess.run(
            [sys.executable, "-c", ORDER + CONVERTED + (loaded if preload else "")],
            env={**os.environ, **preload},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for preload in ({}, {"LD_PRELOAD": str(made)})
    ]
    assert said[1].pop() == str({str(made)})
    assert said[0] == said[1]
    assert len(said[0]) == 6
