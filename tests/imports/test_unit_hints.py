"""A unit that neither title nor signature names: found elsewhere, shown, and kept only when a person confirms it."""

from pathlib import Path

import pytest

from app.cli import main
from app.imports.formats import read
from app.imports.imported import Imported

TABLE = "<table><tr><td colspan=2>第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td></tr></table>"
SECTIONS = "".join(
    f"<p>{heading}</p><p>{text}</p>"
    for heading, text in (
        ("一、总体情况", "全年工作有序开展。"),
        ("二、主动公开政府信息情况", ""),
        ("五、存在的主要问题及改进情况", "需要改进的方面有两项。"),
        ("六、其他需要报告的事项", "无。"),
    )
)


def _page(title: str = "", preface: str = "现将年度情况公布如下。", head: str = "") -> bytes:
    heading = f"<h1>{title or '2024年政府信息公开工作年度报告'}</h1>"
    return f"<html><head><title>{head}</title></head><body>{heading}<p>{preface}</p>{SECTIONS}</body></html>".encode()


def _read(page: bytes, name: str = "报告.html") -> Imported:
    return read(page, name, unit=None, year=None)


@pytest.mark.parametrize(
    ("page", "name", "where"),
    [
        (_page(preface="本报告由示例市林业局按照有关规定编制。"), "报告.html", "前言"),
        (_page(head="示例市林业局2024年政府信息公开工作年度报告"), "报告.html", "网页标题"),
        (_page(head="2024年年报-示例市林业局"), "报告.html", "网页标题"),
        (_page(head="示例市林业局_政务公开"), "报告.html", "网页标题"),
        (_page(), "示例市林业局2024年政府信息公开工作年度报告.html", "文件名"),
        (_page(), "03.示例市林业局（2024年年报）.html", "文件名"),
        (_page(), "示例市林业局.html", "文件名"),
        (_page("<p>来源：示例市林业局</p>2024年政府信息公开工作年度报告"), "报告.html", "发布信息"),
    ],
)
def test_it_is_found_and_shown_for_confirmation(page: bytes, name: str, where: str) -> None:
    found = _read(page, name)
    assert (found.unit, found.unit_from) == ("示例市林业局", where)
    assert any(item.text == "示例市林业局" and where in item.why for item in found.unread)


@pytest.mark.parametrize("head", ["政务公开", "首页", "2024年年报", "通知公告-信息公开", ""])
def test_what_names_no_body_gives_no_unit(head: str) -> None:
    found = _read(_page(head=head), "新建文档.html")
    assert (found.unit, found.unit_from) == ("", "")


def test_a_unit_in_the_title_needs_no_confirmation() -> None:
    found = _read(_page("示例市林业局2024年政府信息公开工作年度报告", head="示例市教育局"))
    assert (found.unit, found.unit_from) == ("示例市林业局", "")


def test_it_is_never_stored_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, into = tmp_path / "示例市林业局.html", tmp_path / "年报.nianbao"
    source.write_bytes(_page())
    assert main(["import", str(source), "--into", str(into)]) == 2
    assert "从文件名中读到“示例市林业局”" in capsys.readouterr().err
    assert not into.exists()
    assert main(["import", str(source), "--into", str(into), "--unit", "示例市林业局"]) == 0
    assert into.exists()


def test_in_a_folder_it_is_left_out_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, into = tmp_path / "来件", tmp_path / "年报.nianbao"
    folder.mkdir()
    (folder / "示例市林业局.html").write_bytes(_page())
    (folder / "甲.html").write_bytes(_page("示例市财政局2024年政府信息公开工作年度报告"))
    assert main(["import", str(folder), "--into", str(into)]) == 0
    told = capsys.readouterr().out
    assert "没有存入：标题和落款中没有单位名称" in told
    main(["list", str(into)])
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == ["示例市财政局"]
