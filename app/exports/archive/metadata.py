"""The metadata of a report and its files, by the names of DA/T 46-2009 (文书类电子文件元数据方案).

数字摘要 is not among those names: it stands as an attribute's owner within 电子属性, where the receiving systems look.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree

from app import __version__
from app.exports.archival_details import SUBJECT, Particulars
from app.exports.archive.digests import digests
from app.exports.description import described, status_said
from app.exports.report_blocks import document
from app.forms.model import YEARLY
from app.report import Report, Status

PROGRAM = f"公开年报 {__version__}"
FORMATS = {
    ".pdf": "PDF/A-2a（ISO 19005-2），PDF/UA-1（ISO 14289-1）",
    ".ofd": "OFD-A（GB/T 42133-2022）",
    ".json": "JSON（RFC 8259），UTF-8",
}
_STATED = {
    "全宗号": "fonds_number",
    "保管期限": "retention",
    "机构或问题": "office_or_matter",
    "室编件号": "item_number",
    "文件编号": "document_number",
    "主题词": "keywords",
    "摘要": "abstract",
    "档案馆名称": "archive_name",
    "类别号": "category",
    "密级": "secrecy",
    "脱机载体编号": "carrier",
    "档号": "code",
}
"""Elements that state what only the archivist knows, and from which particular each comes."""
ELEMENTS = tuple(_STATED)
"""Their names."""


def metadata_file(
    report: Report, particulars: Particulars, files: Mapping[str, bytes], *, pages: int, fonts_used: str
) -> bytes:
    """Return the metadata of *report*; *files* are its forms by their names, the one to be read first."""
    known = {element: getattr(particulars, name) for element, name in _STATED.items()}
    if known["主题词"] == SUBJECT and report.series != YEARLY:
        known["主题词"] = report.form.document_type
    identity = digests(next(data for name, data in files.items() if name.endswith(".json"))).sha256[:32]
    own = described(document(report, draft=False), pages)
    elements = {
        "聚合层次": own["聚合层次"],
        "档案馆名称": known["档案馆名称"],
        "全宗名称": report.unit.name,
        "立档单位名称": report.unit.name,
        "电子文件号": identity,
        "档号": known["档号"],
        "全宗号": known["全宗号"],
        "年度": own["年度"],
        "保管期限": known["保管期限"],
        "机构或问题": known["机构或问题"],
        "类别号": known["类别号"],
        "室编件号": known["室编件号"],
        "题名": own["题名"],
        "主题词": known["主题词"],
        "摘要": known["摘要"],
        "文件编号": known["文件编号"],
        "责任者": own["责任者"],
        "日期": own["日期"],
        "文种": own["文种"],
        "密级": known["密级"],
        "文件组合类型": "单份文件",
        "页数": own["页数"],
        "语种": own["语种"],
        "稿本": own["稿本"],
        "脱机载体编号": known["脱机载体编号"],
        "附注": f"排版字体：{fonts_used}",
    }
    root = ElementTree.Element("电子文件元数据", {"标准": "DA/T 46-2009"})
    for name, value in elements.items():
        ElementTree.SubElement(root, name).text = value
    for name, data in files.items():
        root.append(_of_file(name, data))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _of_file(name: str, data: bytes) -> ElementTree.Element:
    """Return what the metadata say of one file."""
    element = ElementTree.Element("电子属性")
    kind = name[name.rindex(".") :]
    for part, text in (
        ("格式信息", FORMATS[kind]),
        ("计算机文件名", name),
        ("计算机文件大小", str(len(data))),
        ("文档创建程序", PROGRAM),
    ):
        ElementTree.SubElement(element, part).text = text
    own = digests(data)
    for method, digest in (("SHA-256", own.sha256), ("SM3", own.sm3)):
        ElementTree.SubElement(element, "数字摘要", {"算法": method}).text = digest
    return element


def stated_in(data: bytes) -> dict[str, str]:
    """Return what a metadata file states, an element's parts as “element.number.part”. Raises ElementTree.ParseError."""
    stated: dict[str, str] = {}
    for place, item in enumerate(ElementTree.fromstring(data)):
        if len(item):
            for part in item:
                method = part.get("算法", "")
                stated[f"{item.tag}.{place}.{part.tag}{method}"] = part.text or ""
        else:
            stated[item.tag] = item.text or ""
    return stated


def program_in(stated: Mapping[str, str]) -> str:
    """Return the program that made the files, by what `stated_in` found; empty where it is not said once and the same."""
    programs = {text for name, text in stated.items() if name.endswith(".文档创建程序")}
    return programs.pop() if len(programs) == 1 else ""


def particulars_in(stated: Mapping[str, str]) -> Particulars:
    """Return the particulars, which stand in the metadata only. Raises KeyError."""
    return Particulars(**{name: stated[element] for element, name in _STATED.items()})


def status_in(stated: Mapping[str, str]) -> Status:
    """Return the status in which the report was when the files were made. Raises KeyError."""
    return status_said(stated["稿本"])


def fonts_in(stated: Mapping[str, str]) -> str:
    """Return the fonts that the report is set in. Raises KeyError."""
    return stated["附注"].removeprefix("排版字体：")
