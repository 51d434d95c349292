"""The papers that go with a transfer: note, catalogue, register, and how to check it all without this program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree

from app.exports.archival_details import Particulars
from app.exports.description import described
from app.exports.report_blocks import document
from app.report import Report

_ENVIRONMENT = "支持 GB/T 33190 的 OFD 阅读软件，或支持 ISO 19005-2 的 PDF 阅读软件；数据为 UTF-8 编码的文本"
_GIGABYTE = 1024**3

_HOWTO = """怎样核验这批移交的电子档案（不需要“公开年报”程序）

一、完整性：其他/数字摘要.txt 列出本文件夹中除它自己以外的每个文件，每个文件两行：算法、摘要值、两个空格、位置。
    文件夹中不应有没有列出的文件，列出的文件不应缺少。
    摘要值可用通用工具计算：Linux、麒麟、统信系统用 sha256sum 文件名，openssl dgst -sm3 文件名；
    Windows 用 certutil -hashfile 文件名 SHA256。
二、真实性：数字摘要.txt 本身的摘要值在移交时另行登记，请与登记的值比对；目录、元数据与报告逐项对照，应当一致。
三、可用性：报告.ofd（OFD-A）用 OFD 阅读软件打开，报告.pdf（PDF/A）用 PDF 阅读软件打开，报告.json 用记事本打开；
    三者的文字和数字应当相同，页数应当与目录、元数据一致。
四、安全性：报告文件没有加密，没有脚本、附件和对外部文件的引用；病毒查杀由移交单位和接收单位各自进行。
五、元数据元素的名称依 DA/T 46-2009；数字摘要一项不在其中，另行写入电子属性。电子印章由单位用专门软件加盖。
"""
_HOWTO_OF_PACKAGES = """六、每件另有按 DA/T 48-2009 形成的封装包（档号.eep.xml），是 UTF-8 编码的 XML：“编码数据”是同一文件夹中各文件的
    Base64 编码，解码后应当与这些文件逐字节相同。封装包没有签名，电子签名块由单位签名时添加。
"""


def howto(*, packages: bool) -> bytes:
    """Return the page by which a transfer is checked where this program no longer is."""
    return (_HOWTO + (_HOWTO_OF_PACKAGES if packages else "")).encode()


@dataclass(frozen=True)
class CatalogueRow:
    """What the catalogue says of one document; *file* is the place of the form to be read first."""

    report: Report
    particulars: Particulars
    pages: int
    file: str

    @property
    def dated(self) -> str:
        """The day of the report's signature as eight digits, or as it stands there."""
        return described(document(self.report, draft=False), self.pages)["日期"]


@dataclass(frozen=True)
class Handover:
    """What the whole transfer is: who hands over to which archive, on what carrier.

    *packed_at* asks for an encapsulation package of each document, made at this time (ISO 8601).
    """

    unit: str
    archive: str = ""
    carrier: str = "在线移交"
    carrier_number: str = ""
    packed_at: str = ""


def _described(rows: Sequence[CatalogueRow]) -> str:
    first = rows[0].report.full_title
    return first if len(rows) == 1 else f"{first}等 {len(rows)} 件"


def _gigabytes(size: int) -> str:
    return f"{size / _GIGABYTE:.3f} GB"


def note(rows: Sequence[CatalogueRow], handover: Handover, size: int, *, directive: bool) -> bytes:
    """Return the note, a line for each fact."""
    lines = {
        "移交单位": handover.unit,
        "接收单位": handover.archive,
        "内容描述": f"{_described(rows)}（OFD-A、PDF/A 版式文件，数据及元数据）",
        "起止档号": f"{rows[0].particulars.code}—{rows[-1].particulars.code}",
        "档案数量": str(len(rows)),
        "软硬件环境": _ENVIRONMENT,
        ("载体参数" if directive else "离线载体参数"): handover.carrier,
        "载体编号": handover.carrier_number,
        "载体数量": "1",
        "制作单位": handover.unit,
        "检查单位": handover.unit,
    }
    if directive:
        lines |= {"载体保管单位": handover.archive, "数据量": _gigabytes(size), "字符编码": "UTF-8"}
    return "".join(f"{name}：{text}\r\n" for name, text in lines.items()).encode()


def catalogue(rows: Sequence[CatalogueRow], *, directive: bool) -> bytes:
    """Return the catalogue with the columns of the one or the other regulation."""
    root = ElementTree.Element("文件目录")
    for number, row in enumerate(rows, 1):
        known = row.particulars
        entry = {
            "顺序号": str(number),
            "档号": known.code,
            "责任者": row.report.signed_by or row.report.unit.name,
            "题名": row.report.full_title,
            "日期": row.dated,
        }
        if directive:
            entry |= {"密级": known.secrecy, "电子档案名称": row.file, "备注": ""}
        else:
            entry |= {"保管期限": known.retention, "密级": known.secrecy, "页数": str(row.pages), "备注": ""}
        _fill(ElementTree.SubElement(root, "文件"), entry)
    return _xml(root)


def _register(rows: Sequence[CatalogueRow], handover: Handover, files: int, size: int) -> dict[str, str]:
    kinds = {row.report.form.document_type for row in rows}
    return {
        "交接工作名称": f"{handover.unit}{kinds.pop() if len(kinds) == 1 else '报告'}移交",
        "内容描述": _described(rows),
        "移交电子档案数量": f"{len(rows)} 件，{files} 个文件",
        "移交数据量": _gigabytes(size),
        "载体起止顺序号": handover.carrier_number,
        "移交载体类型、规格": handover.carrier,
        "单位名称（移交单位）": handover.unit,
        "单位名称（接收单位）": handover.archive,
        "准确性检验": "",
        "完整性检验": "",
        "可用性检验": "",
        "安全性检验": "",
        "载体外观检验": "",
        "填表人（签名）": "",
        "审核人（签名）": "",
        "单位（印章）": "",
    }


def register_xml(rows: Sequence[CatalogueRow], handover: Handover, files: int, size: int) -> bytes:
    """Return the 登记表 as XML; what people find and sign is left blank."""
    root = ElementTree.Element("电子档案移交与接收登记表")
    for name, text in _register(rows, handover, files, size).items():
        ElementTree.SubElement(root, "项", {"名称": name}).text = text
    return _xml(root)


def register_page(rows: Sequence[CatalogueRow], handover: Handover, files: int, size: int) -> bytes:
    """Return the 登记表 as a page to print and sign."""
    inner = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>\n"
        for name, text in _register(rows, handover, files, size).items()
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>电子档案移交与接收登记表</title>\n'
        "<style>@page{size:A4;margin:25mm}body{font-family:serif;font-size:12pt}h1{text-align:center;font-size:18pt}"
        "table{width:100%;border-collapse:collapse}th,td{border:1px solid #000;padding:8px;text-align:left}"
        "th{width:35%;font-weight:normal}</style></head>\n"
        f"<body><h1>电子档案移交与接收登记表</h1>\n<table>\n{inner}</table></body></html>\n"
    ).encode()


def _fill(element: ElementTree.Element, entry: Mapping[str, str]) -> None:
    for name, text in entry.items():
        ElementTree.SubElement(element, name).text = text


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
