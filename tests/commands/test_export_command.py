"""The commands that let a report out: ``export``, archive packages, transfer folders, and their verification."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from command_line import CELL, OF_2024, UNIT, Run, finalise, kept, pages
from pdf_documents import is_marked

from app.edits import SetText
from app.store.workspace import open_workspace


def test_an_archive_package_is_verified_whole_and_an_altered_one_is_not(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    package = tmp_path / "归档包.zip"
    assert run("export", filled_path, *OF_2024, "--to", "archive", "-o", package).status == 0
    assert run("verify", package).status == 0
    data = bytearray(package.read_bytes())
    place = data.index(b"%PDF") if b"%PDF" in data else len(data) // 2
    data[place + 5] ^= 0xFF
    package.write_bytes(data)
    altered = run("verify", package)
    assert altered.status in (1, 2)
    assert altered.out or altered.err


@pytest.mark.parametrize("layout", ["2012", "2022"])
def test_a_transfer_folder_is_verified_whole_and_an_altered_one_is_not(
    run: Run, filled_path: Path, tmp_path: Path, layout: str
) -> None:
    folder = tmp_path / "移交"
    stated = ("--fonds", "X001", "--archive", "示例市档案馆", "--layout", layout, "-o", folder)
    finalise(filled_path)
    assert run("transfer", filled_path, *OF_2024, "-o", folder).status == 2
    assert not folder.exists()
    written = run("transfer", filled_path, *OF_2024, *stated)
    assert (written.status, written.err) == (0, "")
    assert "SM3 " in written.out
    whole = run("verify", folder)
    assert whole.status == 0
    assert all(check in whole.out for check in ("真实性", "完整性", "可用性", "安全性"))
    again = run("transfer", filled_path, *OF_2024, *stated)
    assert again.status == 2
    assert "已经存在" in again.err
    data = next(folder.rglob("报告.json"))
    data.write_bytes(data.read_bytes().replace(b"0", b"1", 1))
    altered = run("verify", folder)
    assert altered.status == 1
    assert "报告.json" in altered.out


def test_a_report_with_errors_is_not_handed_over(run: Run, path: Path, tmp_path: Path) -> None:
    run("new", path, *OF_2024)
    finalise(path)
    folder = tmp_path / "移交"
    refused = run("transfer", path, "--fonds", "X001", "-o", folder)
    assert (refused.status, refused.out) == (1, "")
    assert "不能归档" in refused.err
    assert not folder.exists()


def test_a_report_without_errors_is_not_handed_over_before_it_is_final(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "移交"
    refused = run("transfer", filled_path, "--fonds", "X001", "-o", folder)
    assert (refused.status, refused.out) == (1, "")
    assert "没有定稿，不能移交" in refused.err
    assert not folder.exists()


@pytest.mark.parametrize("stated", ["没有这个单位=X001", f"{UNIT}=", ""])
def test_a_number_that_belongs_to_no_body_is_refused(
    run: Run, filled_path: Path, tmp_path: Path, stated: str
) -> None:
    finalise(filled_path)
    folder = tmp_path / "移交"
    refused = run("transfer", filled_path, "--fonds", stated, "-o", folder)
    refused.assert_usage("--fonds")
    assert not folder.exists()


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "七", "", "1000000"])
def test_a_first_number_that_can_not_be_is_refused_in_one_sentence(
    run: Run, filled_path: Path, tmp_path: Path, number: str
) -> None:
    finalise(filled_path)
    folder = tmp_path / "移交"
    refused = run("transfer", filled_path, "--fonds", "X001", f"--first={number}", "-o", folder)
    refused.assert_usage("--first 是第一件的件号，应为 1 至 999999 的整数")
    assert not folder.exists()


def test_a_report_with_errors_gives_no_archive_package_even_as_a_draft(
    run: Run, path: Path, tmp_path: Path
) -> None:
    run("new", path, *OF_2024)
    package = tmp_path / "归档包.zip"
    assert run("export", path, *OF_2024, "--to", "archive", "--draft", "-o", package).status == 1
    assert not package.exists()


@pytest.mark.parametrize("format_name", ["json", "pdf"])
def test_export_writes_the_file_and_prints_where_it_lies(
    run: Run, filled_path: Path, tmp_path: Path, format_name: str
) -> None:
    target = tmp_path / f"输出.{format_name}"
    result = run("export", filled_path, *OF_2024, "--to", format_name, "-o", target)
    assert (result.status, result.err, result.out) == (0, "", f"{target}\n")
    assert target.stat().st_size > 0


def test_export_uses_the_usual_name_in_the_folder_it_is_called_from(
    run: Run, filled_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "输出").mkdir()
    monkeypatch.chdir(tmp_path / "输出")
    result = run("export", filled_path, *OF_2024, "--to", "json")
    name = "示例市教育局2024年政府信息公开工作年度报告.json"
    assert result.out == f"{name}\n"
    assert [path.name for path in Path.cwd().iterdir()] == [name]


def test_export_as_json_comes_back_as_the_same_report(run: Run, filled_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "输出.json"
    run("export", filled_path, *OF_2024, "--to", "json", "-o", target)
    other = tmp_path / "另一个.nianbao"
    assert run("import", target, "--into", other).status == 0
    assert kept(other) == kept(filled_path)


def test_export_is_refused_because_of_errors_and_leaves_the_old_file(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    run("set", filled_path, *OF_2024, f"{CELL}=")
    target = tmp_path / "输出.pdf"
    target.write_bytes(b"old")
    result = run("export", filled_path, *OF_2024, "--to", "pdf", "-o", target)
    assert (result.status, result.out) == (1, "")
    assert "--draft" in result.err
    assert "未填" in result.err
    assert target.read_bytes() == b"old"


def test_a_draft_can_be_exported_in_spite_of_errors_and_says_so_on_each_page(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    run("set", filled_path, *OF_2024, f"{CELL}=")
    target = tmp_path / "草稿.pdf"
    assert run("export", filled_path, *OF_2024, "--to", "pdf", "-o", target, "--draft").status == 0
    assert is_marked(target.read_bytes())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*OF_2024,), "--to"),
        ((*OF_2024, "--to", "wps"), "wps"),
        (("--unit", UNIT, "--year", "2030", "--to", "pdf"), "2030"),
        ((*OF_2024, "--to", "json", "-o", "没有的文件夹/报告.json"), "没有的文件夹"),
    ],
)
def test_export_says_what_is_wrong(
    run: Run, filled_path: Path, arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(filled_path.parent)
    before = sorted(filled_path.parent.iterdir())
    run("export", filled_path, *arguments).assert_usage(said)
    assert sorted(filled_path.parent.iterdir()) == before


def test_an_export_loads_nothing_that_only_writing_needs(filled_path: Path) -> None:
    """Each of these costs every export a noticeable part of its time. All rules are needed: some find errors in texts."""
    unneeded = ["sqlite_utils", "lxml", "docx", "openpyxl"]
    target = filled_path.with_suffix(".pdf")
    call = ["export", str(filled_path), *OF_2024, "--to", "pdf", "-o", str(target)]
    code = f"import sys; from app.cli import main; main({call!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert target.exists()
    assert set(unneeded).isdisjoint(done.stdout.split())


def test_a_draft_without_a_name_of_its_own_is_called_one(
    run: Run, filled_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("set", filled_path, *OF_2024, f"{CELL}=")
    monkeypatch.chdir(tmp_path)
    assert "（草稿）.xlsx" in run("export", filled_path, *OF_2024, "--to", "xlsx", "--draft").out


@pytest.mark.parametrize("form", ["pdf", "ofd"])
def test_a_copy_for_review_has_the_code_that_verify_agrees_with(
    run: Run, filled_path: Path, tmp_path: Path, form: str
) -> None:
    target = tmp_path / f"送审.{form}"
    made = run("export", filled_path, *OF_2024, "--to", form, "-o", target, "--draft", "--review")
    assert made.status == 0
    told = run("verify", filled_path, *OF_2024, "--code", "12345678")
    (code,) = re.findall("校验码 ([0-9]{4} [0-9]{4})，不一致", told.out)
    assert told.status == 1
    same = run("verify", filled_path, *OF_2024, "--code", code)
    assert (same.status, "一致" in same.out) == (0, True)
    if form == "pdf":
        assert all(code in page for page in pages(target))
    else:
        with zipfile.ZipFile(target) as archive:
            assert code in archive.read("Doc_0/Pages/Page_0/Content.xml").decode()
    run("set", filled_path, *OF_2024, f"{CELL}=41")
    assert run("verify", filled_path, *OF_2024, "--code", code).status == 1


def test_lines_are_numbered_on_a_copy_for_review_alone(run: Run, filled_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "送审.pdf"
    common = ("export", filled_path, *OF_2024, "--to", "pdf", "-o", target, "--draft")
    assert run(*common, "--line-numbers").status == 2
    assert run(*common, "--review", "--line-numbers").status == 0
    for page in pages(target):
        assert {str(number) for number in range(1, 23)} <= set(page.split())
    assert run("export", filled_path, *OF_2024, "--to", "docx", "--draft", "--review").status == 2
    assert run("verify", filled_path, "--code", "123").status == 2


def test_a_package_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "移交"
    run("verify", missing).assert_usage(str(missing), "找不到", "请检查")


@pytest.mark.parametrize("kind", ["pdf", "ofd", "docx", "html", "xlsx", "json", "archive", "chart-pdf"])
@pytest.mark.parametrize(
    "body",
    ["甲\u0007乙丙丁。", "甲😀乙丙丁。", "本年新收\ufff917\ufffaapplications.no_such.cell\ufffb件。"],
    ids=["control", "emoji", "lost link"],
)
def test_what_list_calls_an_error_leaves_as_no_finished_report(
    run: Run, filled_path: Path, tmp_path: Path, kind: str, body: str
) -> None:
    workspace = open_workspace(filled_path)
    (head,) = workspace.repository.summaries()
    before = workspace.repository.report(head.id).marked("other")
    workspace.repository.apply(SetText(head.id, "other", f"{before}\n{body}"))
    workspace.close()
    (listed,) = run("list", filled_path, "--json").json["reports"]
    assert listed["verdict"] == "errors"
    target = tmp_path / "文件"
    refused = run("export", filled_path, *OF_2024, "--to", kind, "-o", target)
    assert refused.status == 1
    assert "有 1 处错误" in refused.err
    assert not target.exists()


def test_an_annex_is_asked_for_with_a_flag_and_has_pages_of_its_own(
    run: Run, filled_path: Path, tmp_path: Path
) -> None:
    bare, annexed = tmp_path / "a.pdf", tmp_path / "b.pdf"
    assert run("export", filled_path, *OF_2024, "--to", "pdf", "-o", bare).status == 0
    assert run("export", filled_path, *OF_2024, "--to", "pdf", "--annex", "-o", annexed).status == 0
    assert len(list(pages(annexed))) > len(list(pages(bare)))
    refused = run("export", filled_path, *OF_2024, "--to", "html", "--annex", "-o", tmp_path / "c.html")
    assert refused.status == 2
    assert "只能附在" in refused.err
    assert not (tmp_path / "c.html").exists()


def test_a_sum_that_has_not_been_made_is_told(run: Run, filled_path: Path) -> None:
    refused = run("export", filled_path, *OF_2024, "--to", "pdf", "--sum")
    assert refused.status == 2
    assert "的汇总，请先用 sum 建立" in refused.err
