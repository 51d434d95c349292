"""Refuses files that are no documents, saying what they are and what to do."""

_KINDS = (
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"MSCF", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"\x04\x22\x4d\x18", "archive"),
    (b"\x1f\x9d", "archive"),
    (b"\x60\xea", "archive"),
    (b"ISc(", "archive"),
    (b"!<arch>\n", "archive"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"BM", "picture"),
    (b"SQLite format 3\x00", "workspace"),
    (b"\x78\x9f\x3e\x22", "mail"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_WORDS = {
    "archive": "是压缩包，程序只能打开 zip 格式的，请解压后再读入其中的文件。",
    "picture": "是图片，其中的文字无法读取，请改用 Word、网页或文字版 PDF。",
    "workspace": "是数据文件，不是报告；在压缩包中的，请先解开压缩包，再收取或读入。",
    "mail": "是邮件，请把其中的附件另存为文件，再读入附件。",
    "shortcut": "是快捷方式，不是文件本身，请向报送的单位要原来的文件。",
    "program": "是程序，不是报告，请另选文件。",
}


def refusal(data: bytes, name: str) -> str:
    """Return the sentence that refuses a file for what it is, nothing when it may be a document."""
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in (
        b"ftypheic",
        b"ftypmif1",
        b"ftypavif",
    ):
        kind = "picture"
    elif data[257:262] == b"ustar" or data[32769:32774] == b"CD001" or _is_lzh(data):
        kind = "archive"
    else:
        kind = next((kind for magic, kind in _KINDS if data.startswith(magic)), "")
    if (
        kind in ("picture", "program")
        and len(data) > 2
        and data[:2] in (b"BM", b"MZ")
        and b"\0" not in data[:64]
    ):
        return ""
    return said(kind, name) if kind else ""


def said(kind: str, name: str) -> str:
    """Return the sentence that refuses a file of this kind."""
    return f"“{name}”{_WORDS[kind]}"


def _is_lzh(data: bytes) -> bool:
    return data[2:5] == b"-lh" and data[6:7] == b"-"
