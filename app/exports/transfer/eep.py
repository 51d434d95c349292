"""One document as an encapsulation package (EEP) by DA/T 48-2009: its metadata and its files in one XML file.

The structure is known from public examples of such packages. The blocks of signatures stay out: the standard leaves
them to whoever signs, and a body signs with its own seal.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from app.exports.archive.metadata import program_in

NAMESPACE = "http://www.saac.gov.cn/standards/ERM/encapsulation"
ENDING = ".eep.xml"
"""What a package's name ends with, after the 档号."""

_ORIGIN = ("档案馆名称", "全宗名称", "立档单位名称")
_CODE = ("全宗号", "类别号", "年度", "保管期限", "机构或问题", "室编件号")
_CONTENT = ("题名", "主题词", "摘要", "文件编号", "责任者", "日期", "文种", "密级")
_FORM = ("文件组合类型", "页数", "语种", "稿本")
_ACT = "《中华人民共和国政府信息公开条例》第五十条"
_ENCODED = "本封装包中“编码数据”元素存储的是计算机文件的二进制流的Base64编码"
_MANY_PARTS = 64


@dataclass(frozen=True)
class PackageContents:
    """What a package holds: the elements of its metadata by their names, and its files.

    *program* made the files, empty where they do not name one and the same.
    """

    made_at: str
    program: str
    stated: Mapping[str, str]
    files: Mapping[str, bytes]
    signed: bool


def eep_file(stated: Mapping[str, str], files: Mapping[str, bytes], made_at: str) -> bytes:
    """Return the package of one document; *stated* is what its metadata file states, *made_at* an ISO 8601 time."""
    root = Element("电子文件封装包", {"xmlns": NAMESPACE})
    _text(
        root,
        "封装包格式描述",
        "本EEP根据中华人民共和国档案行业标准DA/T 48-2009《基于XML的电子文件封装规范》生成",
    )
    _text(root, "版本", "2009")
    signed = SubElement(root, "被签名对象", {"eep版本": "2009"})
    _text(signed, "封装包类型", "原始型")
    _text(signed, "封装包类型描述", "本封装包包含电子文件数据及其元数据，原始封装，未经修改")
    _text(signed, "封装包创建时间", made_at)
    _text(signed, "封装包创建单位", stated["立档单位名称"])
    content = SubElement(signed, "封装内容")
    _document(SubElement(SubElement(content, "文件实体块"), "文件实体"), stated, files)
    _acts(content, stated)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _document(entity: Element, stated: Mapping[str, str], files: Mapping[str, bytes]) -> None:
    _text(entity, "聚合层次", stated["聚合层次"])
    _group(entity, "来源", _ORIGIN, stated)
    _text(entity, "电子文件号", stated["电子文件号"])
    _group(entity, "档号", _CODE, stated)
    _group(entity, "内容描述", _CONTENT, stated)
    _group(entity, "形式特征", _FORM, stated)
    _text(SubElement(entity, "存储位置"), "脱机载体编号", stated["脱机载体编号"])
    _text(SubElement(entity, "权限管理"), "控制标识", stated["密级"])
    _text(entity, "信息系统描述", f"{program_in(stated)}，单机运行")
    _text(entity, "附注", stated["附注"])
    parts = SubElement(entity, "文件数据")
    for number, (name, data) in enumerate(files.items(), 1):
        _part(SubElement(parts, "文档"), number, name, data, stated)


def _part(part: Element, number: int, name: str, data: bytes, stated: Mapping[str, str]) -> None:
    """Fill the element of one file, the first being the main one."""
    identifier = f"修改0-文档{number}"
    _text(part, "文档标识符", identifier)
    _text(part, "文档序号", str(number))
    _text(part, "文档主从声明", "主文档" if number == 1 else "附属文档")
    _text(part, "题名", stated["题名"])
    held = SubElement(part, "文档数据", {"文档数据ID": f"{identifier}-文档数据1"})
    code = SubElement(held, "编码", {"编码ID": f"{identifier}-文档数据1-编码1"})
    attributes = SubElement(code, "电子属性")
    place = next(key for key, text in stated.items() if key.endswith(".计算机文件名") and text == name)
    for attribute in ("格式信息", "计算机文件名", "计算机文件大小", "文档创建程序"):
        _text(attributes, attribute, stated[place.removesuffix("计算机文件名") + attribute])
    _text(code, "编码描述", _ENCODED)
    _text(code, "反编码关键字", f"base64-{name.rpartition('.')[2]}")
    encoded = SubElement(code, "编码数据", {"编码数据ID": f"{identifier}-文档数据1-编码1-编码数据1"})
    encoded.text = base64.b64encode(data).decode("ascii")


def _acts(content: Element, stated: Mapping[str, str]) -> None:
    """Say which act made the document, and who acted."""
    act = SubElement(SubElement(content, "业务实体块"), "业务实体")
    body = "修改0-机构人员1"
    for name, text in {
        "业务标识符": "修改0-业务1",
        "机构人员标识符": body,
        "文件标识符": stated["电子文件号"],
        "业务状态": "历史行为",
        "业务行为": "形成",
        "行为时间": stated["日期"],
        "行为依据": _ACT,
    }.items():
        _text(act, name, text)
    agent = SubElement(SubElement(content, "机构人员实体块"), "机构人员实体")
    for name, text in {
        "机构人员标识符": body,
        "机构人员类型": "单位",
        "机构人员名称": stated["责任者"],
    }.items():
        _text(agent, name, text)


def _group(entity: Element, name: str, elements: tuple[str, ...], stated: Mapping[str, str]) -> None:
    group = SubElement(entity, name)
    for element in elements:
        if stated[element]:
            _text(group, element, stated[element])


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def read_eep(data: bytes) -> PackageContents:
    """Return what the package *data* holds. Raises ValueError for a file of another kind, and where a file in it is damaged."""
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, LookupError) as error:
        raise ValueError from error
    if root.tag != f"{{{NAMESPACE}}}电子文件封装包":
        raise ValueError
    entity = root.find(".//{*}文件实体")
    made_at = root.findtext(".//{*}封装包创建时间")
    if entity is None or made_at is None:
        raise ValueError
    stated = {
        _plain(element.tag): element.text or ""
        for group in ("来源", "档号", "内容描述", "形式特征", "存储位置")
        for element in entity.findall(f"{{*}}{group}/*")
    }
    for name in ("聚合层次", "电子文件号", "附注"):
        stated[name] = entity.findtext(f"{{*}}{name}") or ""
    signed = root.find("{*}电子签名块") is not None
    programs = {element.text or "" for element in entity.iterfind(".//{*}文档创建程序")}
    program = programs.pop() if len(programs) == 1 else ""
    return PackageContents(made_at, program, stated, dict(_files(entity)), signed)


def _files(entity: Element) -> Iterator[tuple[str, bytes]]:
    codes = entity.findall("{*}文件数据/{*}文档/{*}文档数据/{*}编码")
    if not 0 < len(codes) <= _MANY_PARTS:
        raise ValueError
    for code in codes:
        name, size = code.findtext(".//{*}计算机文件名") or "", code.findtext(".//{*}计算机文件大小")
        try:
            data = base64.b64decode("".join((code.findtext("{*}编码数据") or "").split()), validate=True)
        except ValueError as error:
            raise ValueError from error
        if not name or str(len(data)) != size:
            raise ValueError
        yield name, data


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]
