"""Makes ICU's data, the largest file of Qt for Linux, smaller: 17 of its 32 MB are left out, which the program has no use for.

    python3 build/icu_data.py LIBRARY TARGET

Qt asks ICU for the order of texts, for encodings and for the names of time zones, and for nothing else. What orders and
converts texts stays, for every language. Out go the rules that break and spell texts out, the names of characters, and the
names of currencies, languages, regions, units and time zones in all languages but Chinese and English. Needs binutils,
as PyInstaller does. Standard library only: it runs inside the systems that the packages are made in, too.
"""

import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

_UNUSED = re.compile(
    r"(brkitr|translit|rbnf)/|unames\.icu$"
    r"|(curr|lang|region|unit|zone)/(?!(root|pool|res_index|supplementalData|(en|zh)(_\w+)?)\.res$)"
)
_FORMAT = b"CmnD"
_ALIGNED = 16
_ASSEMBLY = """
    .section .rodata, "a"
    .balign 4096
    .globl {symbol}
    .type {symbol}, %object
    .size {symbol}, end - {symbol}
{symbol}:
    .incbin "{data}"
end:
    .section .note.GNU-stack, "", %progbits
"""


def smaller(library: Path, target: Path) -> Path:
    """Write a library of data without what is not used; return it. Raises ValueError, CalledProcessError."""
    symbols = _run("nm", "--dynamic", "--defined-only", str(library))
    symbol = next(iter(re.findall(r"\b(icudt\d+_dat)\b", symbols)), "")
    if not symbol:
        raise ValueError(f"{library} is no library of ICU's data")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, kept, source, made = (folder / file for file in ("all.dat", "kept.dat", "data.s", "data.o"))
        _run("objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(whole))
        kept.write_bytes(without_unused(whole.read_bytes()))
        source.write_text(_ASSEMBLY.format(symbol=symbol, data=kept), encoding="utf-8")
        _run("as", str(source), "-o", str(made))
        how = (
            "-shared",
            "--build-id=none",
            "--strip-all",
            "-z",
            "max-page-size=65536",
            "-soname",
            library.name,
        )
        _run("ld", *how, str(made), "-o", str(target))
    return target


def without_unused(data: bytes) -> bytes:
    """Return ICU's data, which begin with a list of items sorted by name, without the items that are not used."""
    head = struct.unpack_from("<H", data)[0]
    if data[12:16] != _FORMAT:
        raise ValueError("ICU's data have another form")
    count = struct.unpack_from("<I", data, head)[0]
    entries = [struct.unpack_from("<II", data, head + 4 + 8 * number) for number in range(count)]
    ends = [*(start for _name, start in entries[1:]), len(data) - head]
    kept = []
    for (place, start), end in zip(entries, ends, strict=True):
        name = data[head + place : data.index(b"\0", head + place)]
        if not _UNUSED.match(name.decode("ascii").partition("/")[2]):
            kept.append((name + b"\0", data[head + start : head + end]))
    return data[:head] + _joined(kept)


def _joined(items: list[tuple[bytes, bytes]]) -> bytes:
    """Return the list of items with their places, then their names, then what they are."""
    names, starts = b"", []
    listed = 4 + 8 * len(items)
    for name, _content in items:
        starts.append(listed + len(names))
        names += name
    names += bytes(-(listed + len(names)) % _ALIGNED)
    at, places, contents = listed + len(names), b"", []
    for start, (_name, content) in zip(starts, items, strict=True):
        places += struct.pack("<II", start, at)
        padded = content + bytes(-len(content) % _ALIGNED)
        contents.append(padded)
        at += len(padded)
    return struct.pack("<I", len(items)) + places + names + b"".join(contents)


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


if __name__ == "__main__":
    smaller(Path(sys.argv[1]), Path(sys.argv[2]))
