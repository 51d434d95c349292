"""An archive package is whole, says what it holds, and shows every alteration."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest
from pdf_documents import filled, report

from app.cli import main
from app.errors import UserError
from app.exports.archival_details import Particulars
from app.exports.archive import Verification, digests, package, verify, write_package
from app.exports.archive.digests import plain_sm3, sm3
from app.exports.archive.howto import HOWTO_TEXT, howto_text
from app.exports.archive.metadata import PROGRAM, metadata_file, stated_in
from app.exports.archive.package import BUNDLED_FONTS, hash_list
from app.exports.archive.seal import is_signed
from app.exports.archive.zip_format import (
    CHECK,
    CONTENTS,
    DATA,
    EARLIER,
    HASHES,
    HOWTO,
    METADATA,
    OFD,
    PDF,
    REVIEW,
    REVIEWED,
    zipped,
)
from app.exports.json import render as render_json
from app.exports.ofd import render as render_ofd
from app.exports.pages.fonts import FontSet, bundled
from app.exports.pdf import render
from app.exports.printable_characters import can_print
from app.exports.report_blocks import document
from app.report import Status
from app.rules.check import check
from app.rules.model import Severity
from app.rules.settings import RuleSettings
from app.rules.waivers import waive
from app.second_entry import SecondEntry, finished, typable, with_figures

REPORT = report(filled())


@pytest.fixture(scope="module")
def packed() -> bytes:
    return package(
        REPORT, check(REPORT), Particulars(fonds_number="X001", document_number="示政公开〔2025〕1号")
    )


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(path: Path, files: dict[str, bytes]) -> Path:
    path.write_bytes(zipped(files))
    return path


def relisted(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with a list of digests made anew, as a forger would."""
    return {**files, HASHES: hash_list({name: files[name] for name in files if name != HASHES})}


def found(path: Path) -> list[str]:
    return list(verify(path).faults)


@pytest.mark.parametrize(
    ("status", "draft", "manuscript"),
    [
        (Status.FINAL, False, "正本"),
        (Status.DRAFT, False, "草稿"),
        (Status.DRAFT, True, "草稿"),
        (Status.FINAL, True, "草稿"),
    ],
)
def test_only_a_final_report_is_called_the_text_that_counts(
    status: Status, draft: bool, manuscript: str
) -> None:
    made = document(replace(REPORT, status=status, signed_by="别的署名"), draft=draft)
    with zipfile.ZipFile(io.BytesIO(render_ofd(made))) as archive:
        root = ElementTree.fromstring(archive.read("OFD.xml"))
    stated = {part.get("Name"): part.text for part in root.iter("{http://www.ofdspec.org/2016}CustomData")}
    assert stated["稿本"] == manuscript
    assert stated["责任者"] == "别的署名"


@pytest.mark.parametrize("status", list(Status))
def test_metadata_and_page_say_the_same_of_a_report(status: Status, tmp_path: Path) -> None:
    made = replace(REPORT, status=status)
    files = unpacked(package(made, check(made), Particulars()))
    beside = stated_in(files[METADATA])
    with zipfile.ZipFile(io.BytesIO(files[OFD])) as archive:
        root = ElementTree.fromstring(archive.read("OFD.xml"))
    inside = {
        str(part.get("Name")): part.text or ""
        for part in root.iter("{http://www.ofdspec.org/2016}CustomData")
    }
    assert {name: beside[name] for name in inside} == inside
    assert found(repacked(tmp_path / "包.zip", files)) == []


def test_metadata_in_an_encoding_that_nobody_knows_are_a_fault(packed: bytes, tmp_path: Path) -> None:
    files = unpacked(packed)
    files[METADATA] = files[METADATA].replace(b"utf-8", b"upf-8", 1)
    assert found(repacked(tmp_path / "包.zip", relisted(files))) == ["“元数据.xml”无法读取，或者缺少内容。"]


def test_a_manuscript_can_not_be_passed_off_as_final(packed: bytes, tmp_path: Path) -> None:
    files = unpacked(packed)
    files[METADATA] = files[METADATA].replace("<稿本>草稿".encode(), "<稿本>正本".encode())
    assert found(repacked(tmp_path / "包.zip", relisted(files)))


def test_holds_the_report_its_metadata_and_its_check(packed: bytes) -> None:
    files = unpacked(packed)
    assert tuple(files) == (*CONTENTS, HASHES)
    assert files[PDF] == render(document(REPORT, draft=False))
    assert files[DATA] == render_json(REPORT)
    assert json.loads(files[CHECK])["verdict"] == "errors"


def test_metadata_have_the_elements_of_the_standard(packed: bytes) -> None:
    metadata = stated_in(unpacked(packed)[METADATA])
    standard = {name.rpartition(".")[2] for name in metadata}
    assert not standard & {"件号", "格式", "形成程序", "校验和"}
    assert {
        "聚合层次",
        "档号",
        "室编件号",
        "密级",
        "文件组合类型",
        "电子文件号",
        "脱机载体编号",
        "格式信息",
    } <= standard
    assert metadata["立档单位名称"] == "示例市人民政府"
    assert metadata["全宗号"] == "X001"
    assert metadata["年度"] == "2024"
    assert metadata["题名"] == "示例市人民政府2024年政府信息公开工作年度报告"
    assert metadata["日期"] == "20250120"
    assert metadata["文件编号"] == "示政公开〔2025〕1号"
    assert int(metadata["页数"]) >= 4
    for name, data in unpacked(packed).items():
        if name in (PDF, OFD, DATA):
            place = next(key for key, text in metadata.items() if text == name).removesuffix("计算机文件名")
            assert metadata[f"{place}计算机文件大小"] == str(len(data))
            assert metadata[f"{place}数字摘要SHA-256"] == digests(data).sha256
            assert metadata[f"{place}数字摘要SM3"] == digests(data).sm3


def test_a_whole_package_has_no_fault_and_is_the_same_each_time(packed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    particulars = Particulars(fonds_number="X001", document_number="示政公开〔2025〕1号")
    write_package(path, package(REPORT, check(REPORT), particulars))
    assert path.read_bytes() == packed
    assert verify(path) == Verification((), (), digests(packed))


@pytest.mark.parametrize("name", CONTENTS)
def test_every_altered_file_is_named(packed: bytes, tmp_path: Path, name: str) -> None:
    files = unpacked(packed)
    files[name] += b" "
    assert found(repacked(tmp_path / "包.zip", files)) == [f"“{name}”与“{HASHES}”所登记的不符。"]


@pytest.mark.parametrize("name", CONTENTS)
def test_every_missing_file_is_named(packed: bytes, tmp_path: Path, name: str) -> None:
    files = unpacked(packed)
    del files[name]
    assert found(repacked(tmp_path / "包.zip", files)) == [f"缺少“{name}”。"]


def test_an_added_file_and_a_changed_list_are_named(packed: bytes, tmp_path: Path) -> None:
    files = unpacked(packed)
    files["别的.txt"] = b"?"
    assert found(repacked(tmp_path / "包.zip", files)) == ["多出“别的.txt”，归档包里不应有这个文件。"]
    del files["别的.txt"]
    files[HASHES] = b"\n".join(files[HASHES].splitlines()[1:])
    assert found(repacked(tmp_path / "包.zip", files)) == [f"“{HASHES}”里没有登记“{PDF}”。"]


def pdf_of(**changes: Any) -> bytes:
    return render(document(replace(REPORT, **changes), draft=False))


def data_of(**changes: Any) -> bytes:
    return render_json(replace(REPORT, **changes))


def with_element(files: dict[str, bytes], name: str, text: str) -> bytes:
    root = ElementTree.fromstring(files[METADATA])
    root.find(f".//{name}").text = text  # type: ignore[union-attr]
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def emptied(record: bytes) -> bytes:
    data = json.loads(record) | {"findings": [], "verdict": "ready"}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


FORGERIES: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "another pdf": lambda files: {PDF: pdf_of(signed_by="别的单位")},
    "another ofd": lambda files: {
        OFD: render_ofd(document(replace(REPORT, signed_by="别的单位"), draft=False))
    },
    "ofd with bytes after its end": lambda files: {OFD: files[OFD] + b"more"},
    "another page on checking": lambda files: {HOWTO: files[HOWTO] + b"."},
    "one program less": lambda files: {METADATA: with_element(files, "文档创建程序", "")},
    "pdf with bytes after its end": lambda files: {PDF: files[PDF] + b"\n%more"},
    "figures": lambda files: {DATA: files[DATA].replace(b'"7"', b'"8"', 1)},
    "figures and pdf": lambda files: {
        DATA: data_of(cells={**REPORT.cells, "disputes.review.upheld": 8}),
        PDF: pdf_of(cells={**REPORT.cells, "disputes.review.upheld": 8}),
    },
    "text": lambda files: {DATA: data_of(sections={**REPORT.sections, "other": "无。"})},
    "data written otherwise": lambda files: {DATA: files[DATA] + b" "},
    "a key more": lambda files: {DATA: files[DATA].replace(b'"year"', b'"x": 1,\n "year"', 1)},
    "title": lambda files: {METADATA: with_element(files, "题名", "别的题名")},
    "who is responsible": lambda files: {METADATA: with_element(files, "责任者", "张三")},
    "date": lambda files: {METADATA: with_element(files, "日期", "20250121")},
    "page count": lambda files: {METADATA: with_element(files, "页数", "5000")},
    "size": lambda files: {METADATA: with_element(files, "计算机文件大小", "1")},
    "digest in the metadata": lambda files: {METADATA: with_element(files, "数字摘要", "0")},
    "kind of document": lambda files: {METADATA: with_element(files, "文种", "通知")},
    "fonts": lambda files: {METADATA: with_element(files, "附注", "排版字体：某字体")},
    "metadata written otherwise": lambda files: {METADATA: files[METADATA] + b"\n"},
    "check emptied": lambda files: {CHECK: emptied(files[CHECK])},
    "check with a key more": lambda files: {CHECK: files[CHECK].replace(b"{", b'{"x": 1,', 1)},
    "check with a key twice": lambda files: {CHECK: files[CHECK].replace(b"{", b'{"verdict": "errors",', 1)},
    "check whose basis says more": lambda files: {
        CHECK: files[CHECK].replace(b'"basis": {', b'"basis": {"x": 1,', 1)
    },
    "check written otherwise": lambda files: {CHECK: files[CHECK] + b"\n"},
    "check is no json": lambda files: {CHECK: b"{}"},
    "check too deep": lambda files: {CHECK: b"[" * 200_000},
    "data too deep": lambda files: {DATA: b'{"form":' * 100_000},
}


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forgery_with_a_new_list_of_digests_is_found(packed: bytes, tmp_path: Path, kind: str) -> None:
    files = unpacked(packed)
    files |= FORGERIES[kind](files)
    assert found(repacked(tmp_path / "包.zip", relisted(files))) != []


def with_comment(data: bytes) -> bytes:
    return data[:-2] + b"\x02\x00" + b"hi"


def with_a_second_pdf(data: bytes) -> bytes:
    buffer = io.BytesIO(data)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(PDF, b"%PDF-false")
    return buffer.getvalue()


def with_an_added_file(data: bytes) -> bytes:
    files = unpacked(data) | {"x.exe": b"MZ"}
    return zipped(relisted(files))


LAYOUTS: dict[str, Callable[[bytes], bytes]] = {
    "prefix": lambda data: b"#!/bin/sh\n" + data,
    "suffix": lambda data: data + b"\0" * 10,
    "comment": with_comment,
    "second pdf": with_a_second_pdf,
    "added and listed": with_an_added_file,
    "order": lambda data: zipped(dict(reversed(unpacked(data).items()))),
    "local header": lambda data: data[:10] + b"\x01" + data[11:],
}


@pytest.mark.parametrize("kind", LAYOUTS)
def test_nothing_may_stand_in_a_package_besides_its_files(packed: bytes, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(LAYOUTS[kind](packed))
    assert faults(path) != []


def faults(path: Path) -> list[str]:
    try:
        return found(path)
    except UserError as error:
        return [str(error)]


def test_one_changed_byte_is_found_wherever_it_is(packed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    random = Random(1)
    ends = [*range(120), *range(len(packed) - 500, len(packed), 3)]
    for place in [*ends, *(random.randrange(len(packed)) for _ in range(180))]:
        changed = bytearray(packed)
        changed[place] ^= 1 << random.randrange(8)
        path.write_bytes(changed)
        assert faults(path) != [], place


@pytest.mark.parametrize("method", [12, 14, 99])
def test_a_file_packed_by_another_method_is_damaged(packed: bytes, tmp_path: Path, method: int) -> None:
    place = packed.index(b"PK\x01\x02")
    changed = bytearray(packed)
    changed[place + 10] = method
    path = tmp_path / "包.zip"
    path.write_bytes(changed)
    assert "已损坏" in "".join(found(path))


def test_a_zip_made_to_be_huge_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(PDF, "w") as member:
        for _ in range(70):
            member.write(bytes(1024 * 1024))
    with pytest.raises(UserError, match="过大"):
        verify(path)
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(5000):
            archive.writestr(str(number), b"")
    with pytest.raises(UserError, match="过多"):
        verify(path)


def test_a_package_of_another_version_is_compared_as_far_as_can_be(packed: bytes, tmp_path: Path) -> None:
    files = unpacked(packed)
    files[METADATA] = files[METADATA].replace(PROGRAM.encode(), "公开年报 9.9.9".encode())
    whole = verify(repacked(tmp_path / "包.zip", relisted(files)))
    assert whole.faults == ()
    assert "9.9.9" in whole.remarks[0]
    files[METADATA] = with_element(files, "页数", "5000")
    assert "页数" in "".join(found(repacked(tmp_path / "包.zip", relisted(files))))


def test_a_pdf_that_reads_otherwise_is_remarked_on_whatever_version_is_stated(
    packed: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = pdf_of(cells={**REPORT.cells, "disputes.review.upheld": 8})
    files = unpacked(packed)
    forms = {PDF: pdf, OFD: files[OFD], DATA: files[DATA]}
    pages = int(stated_in(files[METADATA])["页数"])
    other = metadata_file(REPORT, Particulars(), forms, pages=pages, fonts_used=BUNDLED_FONTS)
    files |= {
        PDF: pdf,
        METADATA: other.replace(PROGRAM.encode(), "公开年报 9.9.9".encode()),
    }
    forged = verify(repacked(tmp_path / "包.zip", relisted(files)))
    assert forged.faults == ()
    assert "可能被改动过" in "".join(forged.remarks)
    assert main(["verify", str(tmp_path / "包.zip")]) == 0
    assert "除以上说明的内容没有比对外，与包内登记一致" in capsys.readouterr().out


def test_a_package_in_office_fonts_is_whole_where_those_fonts_are_missing(tmp_path: Path) -> None:
    fonts = FontSet(dict(bundled().faces), substitutions=("x",))
    path = tmp_path / "包.zip"
    write_package(path, package(REPORT, check(REPORT), Particulars(), fonts=fonts))
    assert found(path) == []


def with_signatures(ofd: bytes) -> bytes:
    """What sealing does to the file: its root names signatures."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ofd)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "OFD.xml":
                data = data.replace(
                    b"</ofd:DocBody>",
                    b"<ofd:Signatures>Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody>",
                )
            new.writestr(name, data)
    return made.getvalue()


def test_a_signed_ofd_is_told(packed: bytes, tmp_path: Path) -> None:
    files = unpacked(packed)
    assert not is_signed(files[OFD])
    assert not is_signed(b"no zip")
    files[OFD] = with_signatures(files[OFD])
    assert "带有电子签章" in "".join(found(repacked(tmp_path / "包.zip", files)))
    assert found(repacked(tmp_path / "包.zip", relisted(files))) != []


def test_a_package_from_before_there_was_ofd_is_compared_as_far_as_can_be(
    packed: bytes, tmp_path: Path
) -> None:
    files = unpacked(packed)
    old = {name: files[name] for name in EARLIER}
    old[METADATA] = (
        f"<电子文件元数据><形成程序>{PROGRAM}</形成程序><排版字体>{BUNDLED_FONTS}</排版字体></电子文件元数据>".encode()
    )
    whole = verify(repacked(tmp_path / "包.zip", relisted(old | {HASHES: b""})))
    assert whole.faults == ()
    assert "较早的格式" in "".join(whole.remarks)
    for name, data in ((PDF, pdf_of(signed_by="别的单位")), (CHECK, emptied(old[CHECK]))):
        assert found(repacked(tmp_path / "包.zip", relisted(old | {name: data, HASHES: b""}))) != []


def test_the_page_on_checking_names_every_file() -> None:
    assert all(name in HOWTO_TEXT for name in (*CONTENTS, HASHES) if name != HOWTO)
    assert all(name in howto_text(reviewed=True) for name in (*REVIEWED, HASHES) if name != HOWTO)
    assert REVIEW not in HOWTO_TEXT


def test_a_second_entry_is_in_the_package_and_compared_with_the_data(tmp_path: Path) -> None:
    """Who typed a table again and what was changed since; a forged record is found even with digests made anew."""
    table = next(iter(REPORT.form.tables))
    blank = SecondEntry(REPORT.id, table).begun("李复核")
    figures = {key: REPORT.cells[key] for key in typable(REPORT, table) if key in REPORT.cells}
    entry = finished(with_figures(blank, figures), REPORT, "2026-01-10T09:30:00+08:00")
    cell = next(iter(figures))
    for now in (REPORT, REPORT.with_cells({cell: None})):
        files = unpacked(package(now, check(now), Particulars(), second=[entry]))
        assert tuple(files) == (*REVIEWED, HASHES)
        assert verify(repacked(tmp_path / "包.zip", files)) == Verification((), (), digests(zipped(files)))
        (told,) = json.loads(files[REVIEW])["tables"]
        assert (told["reviewer"], told["corrected"]) == ("李复核", 0)
        assert told["changed_since"] == ([] if now is REPORT else [cell])
    data = files[REVIEW].decode()
    for forged in (
        data.replace("李复核", " "),
        data.replace(f'"{table}"', '"other"', 1),
        data.replace('"corrected": 0', '"corrected":  0'),
        re.sub(r'"changed_since": \[[^]]*\]', '"changed_since": []', data),
        "[]",
    ):
        assert forged != data
        (fault,) = found(repacked(tmp_path / "伪.zip", relisted(files | {REVIEW: forged.encode()})))
        assert REVIEW in fault
    assert found(repacked(tmp_path / "缺.zip", {n: d for n, d in files.items() if n != REVIEW}))
    assert found(repacked(tmp_path / "删.zip", relisted({n: d for n, d in files.items() if n != REVIEW})))
    assert package(REPORT, check(REPORT), Particulars(), second=[blank]) == package(
        REPORT, check(REPORT), Particulars()
    )


def test_a_check_with_last_year_settings_and_waivers_can_be_made_again(tmp_path: Path) -> None:
    previous = replace(REPORT, year=2023, cells={**REPORT.cells, "applications.carried_out.enterprise": 9})
    settings = RuleSettings(
        frozenset({"privacy"}),
        {"complete.deadline": Severity.ASK},
        longest_overview=50,
        local_figures=("政策解读",),
    )
    today = date(2025, 2, 3)
    first = check(REPORT, previous, settings=settings, today=today, has_glyph=can_print)
    open_finding = next(finding for finding in first.findings if finding.severity is not Severity.ERROR)
    waiver = waive(open_finding, REPORT, reason="已核对", who="张三", at="2025-02-03T09:00:00")
    waived = replace(REPORT, waivers=(waiver,))
    result = check(waived, previous, settings=settings, today=today, has_glyph=can_print)
    assert result.waived
    path = tmp_path / "包.zip"
    write_package(path, package(waived, result, Particulars()))
    assert found(path) == []
    files = unpacked(path.read_bytes())
    record = json.loads(files[CHECK])
    for name, text in (("who", "李四"), ("at", "2020-01-01T00:00:00"), ("reason", "另一个理由")):
        # Who waived, when and why is known to the package alone: a waiver is as good as its package's digests.
        told = json.loads(files[CHECK])
        told["waived"][0][name] = text
        written = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
        assert found(repacked(path, relisted(files | {CHECK: written}))) == []
        assert found(repacked(path, relisted(files | {CHECK: written + b" "}))) != []
    record["waived"][0]["reason"] = ""
    files[CHECK] = (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    assert found(repacked(path, relisted(files))) != []


@pytest.mark.parametrize("data", [b"", b"abc", b"abcd" * 16, bytes(range(256)) * 5])
def test_sm3_without_openssl_is_sm3(data: bytes) -> None:
    assert plain_sm3(data) == sm3(data)


def test_sm3_is_that_of_the_standards_examples() -> None:
    assert plain_sm3(b"abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert plain_sm3(b"abcd" * 16) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04"])
def test_what_is_no_package_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "包.zip"
    path.write_bytes(data)
    with pytest.raises(UserError, match="不是归档包"):
        verify(path)
    with pytest.raises(UserError, match="不是本程序的归档包"):
        verify(repacked(path, {"a": b"b"}))
    with pytest.raises(UserError, match="找不到"):
        verify(tmp_path / "没有.zip")
