"""Verifies that a transfer folder is what was handed over, by the four checks of DA/T 70-2018.

Data and particulars are read out of the folder, and every file is made anew from them.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from xml.etree import ElementTree

from app.errors import UserError
from app.exports.archival_details import faults as faults_of
from app.exports.archive.digests import Digests, digests
from app.exports.archive.metadata import PROGRAM, particulars_in, program_in, stated_in, status_in
from app.exports.archive.seal import is_signed
from app.exports.json import read as read_json
from app.exports.json import render as render_json
from app.exports.transfer.eep import ENDING, read_eep
from app.exports.transfer.folder_contents import DATA, DIGESTS, NOTE, Item, TransferStructure, contents
from app.exports.transfer.papers import Handover
from app.exports.transfer.usability import BROKEN, read_file, unusable

_MOST_FILES = 20_000
_ENDINGS = (".ofd", ".pdf", ".json", ".xml", ".txt", ".html")

AUTHENTICITY, INTEGRITY, USABILITY, SAFETY = "真实性", "完整性", "可用性", "安全性"


@dataclass
class FolderVerification:
    """What was found: *faults* say what is otherwise, *compared* says for each of the four checks what was compared.

    *left_out* are the checks that could not be made here. *digests* are those of the list of digests, to be compared with those kept elsewhere.
    """

    digests: Digests
    faults: list[str] = field(default_factory=list)
    compared: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def done(self, check: str, what: str, found: Iterator[str], fine: str = "未发现问题") -> None:
        """Carry out one check; *fine* is said when nothing is found."""
        faults = list(found)
        self.faults += [f"{check}：{fault}" for fault in faults]
        self.compared.append(f"{check}（{what}）：{f'有 {len(faults)} 处问题' if faults else fine}")


def verify_transfer(folder: Path) -> FolderVerification:
    """Check a transfer folder. Raises UserError for what is none, or can't be read."""
    structure = next(
        (structure for structure in TransferStructure if (folder / structure.catalogue).is_file()), None
    )
    if structure is None or not (folder / DIGESTS).is_file():
        raise UserError(f"“{folder}”里没有目录和“{DIGESTS}”，不是本程序写出的移交文件夹。")
    try:
        found, odd = _walk(folder)
        listing = read_file(folder, DIGESTS)
        result = FolderVerification(digests(listing))
        whole = dict.fromkeys(sorted(found - {DIGESTS}), True)
        result.done(
            INTEGRITY,
            "每个文件与数字摘要逐一比对，文件与清单互查",
            _incomplete(folder, listing, found, whole),
        )
        _set_again(folder, structure, found, whole, result)
        result.done(
            USABILITY,
            "打开每个 PDF、OFD、数据文件和封装包，页数与元数据比对",
            unusable(folder, structure, found),
        )
        result.done(SAFETY, "文件夹中没有链接、多余的文件夹和其他类型的文件", iter(odd))
    except OSError as error:
        raise UserError(f"“{error.filename or folder}”无法读取（{error.strerror}）。") from error
    result.remarks.append("病毒查杀不由本程序进行。")
    return result


def _walk(folder: Path) -> tuple[set[str], list[str]]:
    """Return the places of all files, and a sentence for each thing that may not be there."""
    found: set[str] = set()
    odd: list[str] = []
    for base, folders, names in os.walk(folder):
        if not folders and not names:
            odd.append(f"“{Path(base).relative_to(folder).as_posix()}”是空文件夹。")
        for name in (*folders, *names):
            path = Path(base, name)
            place = path.relative_to(folder).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                found.add(place)
                if not name.lower().endswith(_ENDINGS):
                    odd.append(f"“{place}”不是移交应有的文件类型。")
            elif not stat.S_ISDIR(mode):
                odd.append(f"“{place}”是链接或特殊文件。")
        if len(found) > _MOST_FILES:
            raise UserError(f"“{folder}”中的文件过多，不是本程序写出的移交文件夹。")
    return found, odd


def _incomplete(folder: Path, listing: bytes, found: set[str], whole: dict[str, bool]) -> Iterator[str]:
    stated: dict[str, list[str]] = {}
    for line in listing.decode("utf-8", "replace").splitlines():
        digest, _, place = line.partition("  ")
        stated.setdefault(place, []).append(digest)
    for place in sorted(stated.keys() | (found - {DIGESTS})):
        if place not in found:
            yield f"缺少“{place}”。"
        elif place not in stated:
            yield f"“{place}”没有列入“{DIGESTS}”。"
        else:
            data = read_file(folder, place)
            if digests(data).lines() != stated[place]:
                whole[place] = False
                signed = place.endswith(".ofd") and is_signed(data)
                yield f"“{place}”与数字摘要不符。{'该文件带有电子签章，请用专门软件验证。' if signed else ''}"


def _set_again(
    folder: Path,
    structure: TransferStructure,
    found: set[str],
    whole: Mapping[str, bool],
    result: FolderVerification,
) -> None:
    """Check authenticity, and say so only of what was compared."""
    other = [place for place, is_whole in whole.items() if not is_whole]
    besides = f"，与数字摘要不符的 {len(other)} 个文件除外" if other else ""
    what = f"按数据重新生成全部文件，逐字节比对{besides}"
    try:
        items, programs = _items(folder, structure)
        handover = replace(_handover(folder), packed_at=_packed_at(folder, found))
        problems = [sentence for item in items for sentence in faults_of(item.particulars, complete=True)]
    except BROKEN:
        unread = "目录、说明文件、元数据或报告数据无法读取，不能重新生成比对。"
        result.done(AUTHENTICITY, "按数据重新生成全部文件", iter([unread]))
        return
    if programs == {PROGRAM}:
        altered = _altered(folder, contents(items, handover, structure), found, whole)
        result.done(AUTHENTICITY, what, chain(problems, altered))
        return
    result.left_out.append(AUTHENTICITY)
    by = "、".join(sorted(programs))
    what = f"文件由“{by}”形成，本机是“{PROGRAM}”，不能重新生成；只核对了档号等著录项"
    result.done(AUTHENTICITY, what, iter(problems), fine="没有逐字节比对")


def _altered(
    folder: Path, again: Iterator[tuple[str, bytes]], found: set[str], whole: Mapping[str, bool]
) -> Iterator[str]:
    made = set()
    try:
        for place, data in again:
            made.add(place)
            if place in found and whole.get(place, True) and read_file(folder, place) != data:
                yield f"“{place}”与按数据重新生成的不同。"
    except UserError as error:
        yield str(error)
        return
    for place in sorted(found ^ made):
        yield f"“{place}”{'不应有' if place in found else '应有而没有'}。"


def _items(folder: Path, structure: TransferStructure) -> tuple[list[Item], set[str]]:
    """Return the documents in the order of the catalogue, and the programs that made them. Raises what `BROKEN` has."""
    items, programs = [], set()
    by_code = {path.parent.name: path for path in folder.rglob(structure.metadata)}
    for entry in ElementTree.fromstring(read_file(folder, structure.catalogue)):
        path = by_code[entry.findtext("档号") or ""]
        stated = stated_in(read_file(folder, path.relative_to(folder).as_posix()))
        data = read_file(folder, path.with_name(DATA).relative_to(folder).as_posix())
        report = read_json(data)
        if render_json(report) != data:
            raise ValueError
        items.append(Item(replace(report, status=status_in(stated)), particulars_in(stated)))
        programs.add(program_in(stated))
    return items, programs


def _handover(folder: Path) -> Handover:
    lines = dict(line.split("：", 1) for line in read_file(folder, NOTE).decode("utf-8").splitlines() if line)
    carrier = lines["载体参数"] if "载体参数" in lines else lines["离线载体参数"]
    return Handover(lines["移交单位"], lines["接收单位"], carrier, lines["载体编号"])


def _packed_at(folder: Path, found: set[str]) -> str:
    """Return the time at which the encapsulation packages were made; empty where there are none."""
    places = sorted(place for place in found if place.endswith(ENDING))
    return read_eep(read_file(folder, places[0])).made_at if places else ""
