"""Web pages saved as a single file (.mht): a mail message whose first HTML part is the page.

The standard library's parser takes minutes for many parts or a long parameter, so the parts are cut out here.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator

from app.imports.bounded_files import Unreadable, decode, too_large

_MOST_PARTS = 2_000
_LONGEST_HEAD = 64 * 1024
_DEEPEST = 5
_HEAD_END = re.compile(rb"\r?\n[ \t]*\r?\n")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_TYPE = re.compile(rb"^content-type:[ \t]*([^\s;]+)", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_ENCODING = re.compile(rb"^content-transfer-encoding:[ \t]*([\w-]+)", re.IGNORECASE | re.MULTILINE)


_MESSAGE = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?i:mime-version|content-type):")
"""How a web page saved as a single file begins: as a mail message does."""

_MAIL = re.compile(
    rb"(?:to|cc|received|delivered-to|return-path)[ \t]*:|content-type[ \t]*:[ \t]*multipart/mixed",
    re.IGNORECASE,
)
"""What the head of a mail has, and that of a saved page has not."""
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:")
_BEGINNING = 4096


def is_message(data: bytes) -> bool:
    """Whether a file is a page saved in this way."""
    return _MESSAGE.match(data[:_BEGINNING].replace(b"\r\n", b"\n")) is not None


def is_mail(data: bytes) -> bool:
    """Whether a file is a mail that was sent, whose attachments are what matters."""
    end = _HEAD_END.search(data[:_LONGEST_HEAD])
    head = _FOLD.sub(b" ", data[: end.start()]) if end else b""
    lines = head.splitlines()
    return len(lines) > 1 and all(map(_HEADER.match, lines)) and any(map(_MAIL.match, lines))


def page(data: bytes, name: str) -> str:
    """Return the page's HTML. Raises `Unreadable`."""
    for head, body in _parts(data, name, _DEEPEST):
        if _kind(head) == b"text/html":
            return decode(_decoded(head, body), name)
    raise Unreadable(f"“{name}”中没有网页内容，请在浏览器中另存为“网页，仅 HTML”后再读入。")


def _parts(data: bytes, name: str, deep: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield the innermost parts of a message, each as its head and its body."""
    end = _HEAD_END.search(data)
    first = end.start() if end else len(data)
    if first > _LONGEST_HEAD:
        raise too_large(name, "的文件头过长")
    head, body = _FOLD.sub(b" ", data[:first]), data[end.end() :] if end else b""
    boundary = _BOUNDARY.search(head) if _kind(head).startswith(b"multipart/") else None
    if boundary is None or not deep:
        yield head, body
        return
    mark = b"--" + (boundary[1] or boundary[2])
    if body.count(mark) > _MOST_PARTS:
        raise too_large(name, "的组成部分过多")
    for piece in body.split(mark)[1:]:
        if piece.startswith(b"--"):
            return
        yield from _parts(piece.lstrip(b" \t").removeprefix(b"\r").removeprefix(b"\n"), name, deep - 1)


def _kind(head: bytes) -> bytes:
    match = _TYPE.search(head)
    return match[1].lower() if match else b""


def _decoded(head: bytes, body: bytes) -> bytes:
    match = _ENCODING.search(head)
    encoding = match[1].lower() if match else b""
    if encoding == b"base64":
        try:
            return base64.b64decode(re.sub(rb"[^A-Za-z0-9+/=]", b"", body))
        except binascii.Error:
            return body
    return quopri.decodestring(body) if encoding == b"quoted-printable" else body
