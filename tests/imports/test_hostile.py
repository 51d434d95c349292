"""Files made to do harm: refused with one line, or read within bounds; nothing run, nothing fetched, nothing written."""

import base64
import io
import os
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import NEW, UNIT, YEAR, Page, figures

from app.errors import UserError
from app.exports.formats import render
from app.imports import read
from app.report import Report, Unit

SECONDS, MEGABYTES = 10, 500
REPORT = Report(1, Unit(1, UNIT), YEAR, NEW, cells=figures(NEW), sections={"other": "没有。"})
ROOT = Path(__file__).resolve().parents[2]


def _repacked(kind: str, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Our own file of *kind* with its members changed."""
    with zipfile.ZipFile(io.BytesIO(render(REPORT, kind, draft=False))) as old:
        members = {name: old.read(name) for name in old.namelist()}
    change(members)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return buffer.getvalue()


LAUGHS = "".join(
    ['<!DOCTYPE x [<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">']
    + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)]
    + ["]>"]
)
FILE_ENTITY = '<!DOCTYPE x [<!ENTITY a8 SYSTEM "file:///etc/passwd">]>'
LATE = "<!--" + "x" * 100_000 + "-->" + LAUGHS


def _with_entities(member: str, declaration: str, mark: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        head, _, rest = members[member].partition(b"?>")
        members[member] = head + b"?>" + declaration.encode() + rest.replace(mark, mark + b"&a8;", 1)

    return change


def _put(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.__setitem__(name, content)


def _deep_word(members: dict[str, bytes]) -> None:
    inner = b"<w:tbl><w:tr><w:tc>" * 5000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 5000
    members["word/document.xml"] = members["word/document.xml"].replace(b"<w:body>", b"<w:body>" + inner)


def _wide_merge(members: dict[str, bytes]) -> None:
    name = "xl/worksheets/sheet2.xml"
    members[name] = members[name].replace(b"<mergeCell ", b'<mergeCell ref="A60:XFD1048576"/><mergeCell ', 1)


def _many_cells(members: dict[str, bytes]) -> None:
    rows = "".join(f'<row r="{n}">' + f'<c r="A{n}"><v>1</v></c>' + "</row>" for n in range(100, 100_000))
    name = "xl/worksheets/sheet2.xml"
    members[name] = members[name].replace(b"</sheetData>", rows.encode() + b"</sheetData>")


def _pdf(pages: int, content: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    kids = b" ".join(b"%d 0 R" % (number + 4) for number in range(pages))
    objects.append(b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>" % (pages, kids))
    objects.append(b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(content), filters, content))
    objects += [b"<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<>>>>"] * pages
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table))


def _zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1024 * 1024) for _ in range(megabytes)) + packer.flush()


def _lines(count: int) -> bytes:
    return b"".join(b"%d %d m %d %d l S\n" % (n % 500, n % 800, n % 500 + 90, n % 800) for n in range(count))


def _one_stream(dictionary: bytes, content: bytes, after: bytes = b"\n") -> bytes:
    """A PDF of one page whose content is a stream with a dictionary of the test's own; xref is left to the reader."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[4 0 R]"
        b"/MediaBox[0 0 595 842]>>endobj\n4 0 obj<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<>>>>endobj\n"
        b"3 0 obj<<" + dictionary + b"/Length %d>>stream" % len(content) + after + content
        + b"\nendstream endobj\ntrailer<</Size 5/Root 1 0 R>>\n%%EOF"
    )  # fmt: skip


def _hex(data: bytes) -> bytes:
    return data.hex().encode() + b">"


def _a85(data: bytes) -> bytes:
    return b" " * 200_000 + base64.a85encode(data) + b"~>"


def _many_parts() -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    return head + b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 100_000


def _long_parameter() -> bytes:
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related;" + b" a*0=x;" * 200_000 + b"\r\n\r\n<p>"


def _nested_tables(members: dict[str, bytes]) -> None:
    inner = b"<w:tbl><w:tr><w:tc>" * 70 + b"<w:p/>" * 60_000 + b"</w:tc></w:tr></w:tbl>" * 70
    members["word/document.xml"] = members["word/document.xml"].replace(b"<w:body>", b"<w:body>" + inner)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip bomb in Word": ("docx", lambda: _repacked("docx", _put("word/document.xml", b" " * 200_000_000))),
    "zip bomb beside Word's text": ("docx", lambda: _repacked("docx", _put("word/media/a.bin", b"\0" * 300_000_000))),
    "zip bomb in Excel": ("xlsx", lambda: _repacked("xlsx", _put("xl/sharedStrings.xml", b" " * 200_000_000))),
    "ten thousand members": ("docx", lambda: _repacked("docx", lambda m: m.update({f"x/{n}": b"" for n in range(10_000)}))),
    "entities in Word": ("docx", lambda: _repacked("docx", _with_entities("word/document.xml", LAUGHS, b"<w:t xml:space=\"preserve\">"))),
    "late entities in Word": ("docx", lambda: _repacked("docx", _with_entities("word/document.xml", LATE, b"<w:t>"))),
    "a file's entity in Word": ("docx", lambda: _repacked("docx", _with_entities("word/document.xml", FILE_ENTITY, b"<w:t>"))),
    "entities in Excel": ("xlsx", lambda: _repacked("xlsx", _with_entities("xl/worksheets/sheet1.xml", LAUGHS, b"<t>"))),
    "deep tables in Word": ("docx", lambda: _repacked("docx", _deep_word)),
    "too many paragraphs in Word": ("docx", lambda: _repacked("docx", lambda m: m.update({"word/document.xml": m["word/document.xml"].replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 1_500_000)}))),
    "a hundred thousand cells": ("xlsx", lambda: _repacked("xlsx", _many_cells)),
    "a truncated archive": ("docx", lambda: render(REPORT, "docx", draft=False)[:9000]),
    "another archive": ("docx", lambda: _repacked("docx", lambda m: m.pop("word/document.xml"))),
    "an old Word file": ("doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000),
    "rich text": ("doc", lambda: b"{\\rtf1 \\'d0\\'c5}"),
    "an old Excel file": ("xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "Workbook".encode("utf-16-le").ljust(64, b"\0") + b"\x12\0\x02" + bytes(2000)),
    "ten thousand pages": ("pdf", lambda: _pdf(10_000, zlib.compress(b""))),
    "a stream of 300 MB": ("pdf", lambda: _pdf(1, _zeros(300))),
    "a stream within a stream": ("pdf", lambda: _pdf(1, zlib.compress(_zeros(300), 9), b"[/FlateDecode/FlateDecode]")),
    "a stream said to be an image": ("pdf", lambda: _one_stream(b"/Subtype/Image/Filter/FlateDecode", _zeros(1500))),
    "a stream after CR": ("pdf", lambda: _one_stream(b"/Filter/FlateDecode", _zeros(1500), b"\r")),
    "a stream in hexadecimal digits": ("pdf", lambda: _one_stream(b"/Filter[/ASCIIHexDecode/FlateDecode]", _hex(_zeros(900)))),
    "a stream in base 85": ("pdf", lambda: _one_stream(b"/Filter[/ASCII85Decode/FlateDecode]", _a85(_zeros(1500)))),
    "a hundred thousand parts": ("mht", _many_parts),
    "a parameter of 1.4 MB": ("mht", _long_parameter),
    "a page full of lines": ("pdf", lambda: _pdf(100, zlib.compress(_lines(50_000)))),
    "a scan": ("pdf", lambda: _pdf(3, zlib.compress(b""))),
    "not quite PDF": ("pdf", lambda: b"%PDF-1.7\n" + os.urandom(50_000)),
    "deep page": ("html", lambda: b"<html><body>" + b"<div>" * 100_000 + "文字".encode()),
    "tags without end": ("html", lambda: b"<html><body>" + b"<p>a" * 2_000_000),
    "wide cells": ("html", lambda: b"<html><body><table>" + b"<tr>" + b"<td rowspan=65000 colspan=65000>1" * 90_000),
    "entities in a page": ("html", lambda: (LAUGHS + "<html><body><p>&a8;</p></body></html>").encode()),
    "a million lines": ("txt", lambda: b"a\n" * 1_000_000),
    "a million cells": ("txt", lambda: b"\t1" * 1_000_000),
    "long cell": ("txt", lambda: b"\t" + b"1\n" * 40_000),
    "one long line": ("txt", lambda: b"x" * 15_000_000),
    "headings without end": ("txt", lambda: "".join(f"一、总体情况和其他{n}\n" for n in range(19_000)).encode()),
    "a binary": ("txt", lambda: bytes(range(256)) * 1000),
    "an empty file": ("txt", lambda: b""),
    "blanks": ("txt", lambda: b" \n" * 100),
    "unknown encoding": ("txt", lambda: b"\x81\x20\xff\xfe\x80" * 100),
    "json list": ("json", lambda: b"[1, 2]"),
}  # fmt: skip

_CHILD = """
import resource, sys, time
from pathlib import Path
from app.errors import UserError
from app.imports import read
start = time.monotonic()
try:
    read(Path(sys.argv[1]))
    said = ""
except UserError as error:
    said = str(error)
status = Path("/proc/self/status").read_text()  # ru_maxrss would hold what the parent had before the exec
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print((int(status.partition("VmHWM:")[2].split()[0]) + children) // 1024)
print(time.monotonic() - start)
print(said)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
@pytest.mark.parametrize("name", HOSTILE)
def test_refused_with_one_line_within_bounds(tmp_path: Path, name: str) -> None:
    suffix, make = HOSTILE[name]
    path = tmp_path / f"坏文件.{suffix}"
    path.write_bytes(make())
    before = sorted(tmp_path.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=2 * SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    memory, seconds, said, *more = done.stdout.split("\n")
    assert int(memory) < MEGABYTES
    assert float(seconds) < SECONDS
    assert said
    assert more in ([], [""])
    assert done.stderr == ""
    assert sorted(tmp_path.rglob("*")) == before


def test_200_megabytes_of_text_are_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    start = time.monotonic()
    tracemalloc.start()
    try:
        with pytest.raises(UserError, match="超过 64 MB"):
            read(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.monotonic() - start < 5
    assert peak < 10 * 1024 * 1024


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("docx", _put("word/vbaProject.bin", b"macro")),
        ("docx", _put("../../../escaped.txt", b"x")),
        ("docx", _put("/escaped.txt", b"x")),
        ("docx", _nested_tables),
        ("xlsx", _wide_merge),
        ("xlsx", _put("xl/vbaProject.bin", b"macro")),
    ],
)
def test_harmless_to_read_within_bounds(
    tmp_path: Path, kind: str, change: Callable[[dict[str, bytes]], None]
) -> None:
    path = tmp_path / "inner" / "深" / f"年报.{kind}"
    path.parent.mkdir(parents=True)
    path.write_bytes(_repacked(kind, change))
    start = time.monotonic()
    assert dict(read(path).cells) == figures(NEW)
    assert time.monotonic() - start < SECONDS / 2
    assert [item for item in tmp_path.rglob("*") if item.is_file()] == [path]


def test_a_page_fetches_nothing_and_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr("socket.socket.connect", forbidden)
    monkeypatch.setattr("socket.getaddrinfo", forbidden)
    links = '<link rel=stylesheet href="http://a.example/x.css"><img src="http://a.example/y"><iframe src="http://a.example"></iframe>'
    page = '<!DOCTYPE html PUBLIC "x" "http://a.example/x.dtd">' + Page(NEW, before=links).html()
    path = tmp_path / "年报.html"
    path.write_text(page, encoding="utf-8")
    assert dict(read(path).cells) == figures(NEW)


@pytest.mark.parametrize("name", ["没有.txt", ""])
def test_a_path_that_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="无法打开"):
        read(tmp_path / name)


@pytest.mark.parametrize(
    ("text", "said"),
    [("今天天气很好。\n没有报告。\n", "没有找到"), ("<html><body><p>通知</p></body></html>", "没有找到")],
)
def test_a_file_without_a_report(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        read(path)


def test_an_old_format_is_told_what_to_save_as(tmp_path: Path) -> None:
    for suffix, wanted in (("doc", "docx"), ("wps", "docx"), ("xls", "xlsx"), ("et", "xlsx")):
        path = tmp_path / f"年报.{suffix}"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        with pytest.raises(UserError, match=f"另存为 {wanted}"):
            read(path)
