"""Archives whose bytes depend on nothing but the files in them: .tar.gz, .zip, and .deb without dpkg."""

import gzip
import hashlib
import io
import lzma
import os
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    target: str


Source = Path | bytes | Link
"""What lies at a path of an archive: a copy of a file, a content, or a link."""
Tree = Mapping[str, Source]


def tree_of(folder: Path, inside: str) -> dict[str, Source]:
    """Return the files and links of a folder under their names in the folder *inside* of the archive."""
    return {
        f"{inside}/{path.relative_to(folder).as_posix()}": Link(os.readlink(path))  # noqa: PTH115 -- as written
        if path.is_symlink()
        else path
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def content(source: Source) -> bytes:
    """Return the bytes of a file, b"" for a link."""
    if isinstance(source, Link):
        return b""
    return source if isinstance(source, bytes) else source.read_bytes()


def tar(tree: Tree, time: int) -> bytes:
    """Return an uncompressed tar archive. Names are sorted; owner (root) and time are the same for all."""
    folders = {parent.as_posix() for path in tree for parent in Path(path).parents}
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path in sorted(folders | set(tree)):
            member = tarfile.TarInfo("." if path == "." else f"./{path}")
            member.mtime = time
            member.uname = member.gname = "root"
            source = tree.get(path)
            if source is None:
                member.type, member.mode = tarfile.DIRTYPE, 0o755
            elif isinstance(source, Link):
                member.type, member.mode, member.linkname = tarfile.SYMTYPE, 0o777, source.target
            else:
                executable = isinstance(source, Path) and source.stat().st_mode & 0o100
                member.mode = 0o755 if executable else 0o644
                member.size = len(content(source))
            archive.addfile(member, io.BytesIO(b"" if source is None else content(source)))
    return whole.getvalue()


def tar_gz(tree: Tree, time: int) -> bytes:
    """Return a .tar.gz archive."""
    return gzip.compress(tar(tree, time), mtime=time)


def zip_archive(tree: Tree, time: int) -> bytes:
    """Return a .zip archive of files. Names are sorted, the time is the same for all. Links can't be in it."""
    when = datetime.fromtimestamp(time, UTC).timetuple()[:6]
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for path in sorted(tree):
            member = zipfile.ZipInfo(path, when)
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, content(tree[path]), zipfile.ZIP_DEFLATED, 9)
    return whole.getvalue()


def write_sums(target: Path, files: Iterable[Path]) -> str:
    """Write the files' checksums as ``sha256sum -c`` reads them, and return that text."""
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return "".join(lines)


def deb(control: Tree, data: Tree, time: int, preset: int = 9) -> bytes:
    """Return a Debian package: three members in the Unix archive format, see deb(5). *preset* is xz's, from 0 to 9."""
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": lzma.compress(tar(control, time)),
        "data.tar.xz": lzma.compress(tar(data, time), preset=preset),
    }
    parts = [b"!<arch>\n"]
    for name, member in members.items():
        parts.append(f"{name:<16}{time:<12}{0:<6}{0:<6}{'100644':<8}{len(member):<10}`\n".encode())
        parts.append(member + b"\n" * (len(member) % 2))
    return b"".join(parts)
