"""The ledger in a workspace: kept whole, changed by the one write path, and never in what leaves the office."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import consistent_report

from app.cli import main
from app.edit_effects import inverse
from app.edits import AddReport, EditRefused, RemoveReport, SetCells, SetStatus, SetText, SetYear
from app.errors import UserError
from app.exports.formats import FORMATS, export
from app.forms.loader import form_for
from app.ledger.records import RequestRow, request_of, row_of, settings_of, settings_row
from app.linked_text import Link, marked
from app.report import Report, Status, Unit
from app.request import (
    Appeal,
    Consultation,
    Correction,
    Dispute,
    Extension,
    Fee,
    LedgerSettings,
    Letter,
    Reply,
    Request,
)
from app.store import ledger_figures
from app.store.handover import hand_over
from app.store.ledger import forget_applicants, set_ledger, set_requests
from app.store.request_lookup import new_request_id, requests_of, settings_for
from app.store.salvage import salvage
from app.store.workspace import Workspace, create, open_workspace

SECRET = "钱无名氏"
DAY = date(2024, 3, 5)
FULL = Request(
    1, 1, "〔2024〕1号", SECRET, "natural_person", "信函", DAY, DAY, "梅岭某地图纸",
    Correction(DAY, DAY, DAY), Extension(True), (Consultation("某公司", DAY, None), Consultation("", DAY, DAY)),
    Fee(DAY, None, DAY, Decimal("0")), Reply("复1号", DAY, DAY), "granted", "予以公开", "备注",
    (Dispute("suit", False, "被告", True, DAY, DAY, "upheld", "案1", "", Appeal(DAY), "?", "s!2"), Dispute(filed=DAY)),
    (Letter("reply", "复1号", DAY), Letter("receipt")), "", "台账!3",
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = create(tmp_path / "年报.nianbao")
    opened.repository.apply(AddReport(Report(1, Unit(1, "某局"), 2024, consistent_report().form)))
    yield opened
    opened.close()


def stored(workspace: Workspace, *requests: Request) -> None:
    changes = {request.id: request for request in requests}
    workspace.repository.apply(set_requests(workspace.repository, 1, changes, "登记申请"))


def test_a_request_is_kept_whole() -> None:
    assert request_of(row_of(FULL)) == FULL
    for bare in (Request(3, 1), replace(FULL, disputes=(), fee=None), replace(FULL, extension=Extension())):
        assert request_of(row_of(bare)) == bare


@pytest.mark.parametrize(
    "body", ["", "[]", '{"arrived": 5}', '{"arrived": "2024-13-01"}', '{"disputes": 3}', "null"]
)
def test_what_cannot_be_understood_stays_out_of_the_cells(body: str) -> None:
    found = request_of(RequestRow(1, 1, "7", body))
    assert found.number == "7"
    assert found.doubt


def test_settings_are_kept() -> None:
    settings = LedgerSettings(
        {"withdrawn": "not_counted"}, True, {"收件": "received"}, {date(2025, 3, 3): False}, frozenset({2024})
    )
    assert settings_of(settings_row(1, settings)) == settings
    assert settings_of(None) == LedgerSettings()


def test_an_edit_is_on_disk_in_the_history_and_undone(workspace: Workspace) -> None:
    repository = workspace.repository
    edit = set_requests(repository, 1, {1: FULL}, "登记申请")
    undo = inverse(edit, repository)
    repository.apply(edit)
    again = open_workspace(workspace.path, read_only=True)
    assert requests_of(again.repository.database, 1) == [FULL]
    again.close()
    entry = repository.history.search("登记申请")[0]
    assert (entry.target, entry.before) == ("request.1", None)
    assert "予以公开" in (entry.after or "")
    repository.apply(undo)
    assert requests_of(repository.database, 1) == []


def test_the_history_names_no_applicant(workspace: Workspace) -> None:
    stored(workspace, FULL)
    stored(workspace, replace(FULL, content="另一份图纸"))
    assert SECRET.encode() not in _history(workspace.path)
    assert "图纸".encode() not in _history(workspace.path)


def _history(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(str(row) for row in connection.execute("SELECT * FROM change")).encode()


def test_ids_are_not_given_twice(workspace: Workspace) -> None:
    stored(workspace, FULL, replace(FULL, id=7))
    assert new_request_id(workspace.repository.database) == 8


def test_a_report_that_follows_gets_its_figures_in_the_same_edit(workspace: Workspace) -> None:
    repository = workspace.repository
    repository.apply(set_ledger(repository, 1, LedgerSettings(follows=frozenset({2024})), "按台账统计"))
    assert repository.report(1).cells["applications.new.total"] == 0
    edit = set_requests(repository, 1, {1: replace(FULL, disputes=())}, "登记申请")
    undo = inverse(edit, repository)
    repository.apply(edit)
    assert repository.report(1).cells["applications.granted.total"] == 1
    assert "disputes.review.total" not in repository.report(1).cells
    repository.apply(undo)
    assert repository.report(1).cells["applications.granted.total"] == 0
    repository.apply(SetStatus(1, Status.FINAL, "定稿"))
    stored(workspace, FULL)
    assert repository.report(1).cells["applications.granted.total"] == 0


def test_applicants_are_deleted_in_one_step_with_a_reason(workspace: Workspace) -> None:
    repository = workspace.repository
    stored(
        workspace,
        FULL,
        replace(FULL, id=2, reply=Reply("", date(2025, 1, 1))),
        replace(FULL, id=3, reply=None, outcome=""),
    )
    with pytest.raises(UserError, match="理由"):
        forget_applicants(repository, 1, date(2025, 1, 1), " ")
    repository.apply(forget_applicants(repository, 1, date(2025, 1, 1), "保存期满"))
    found = requests_of(repository.database, 1)
    assert [bool(request.applicant) for request in found] == [False, True, True]
    assert found[0].outcome == "granted"
    assert "保存期满" in repository.history.search("删除申请人信息")[0].action
    data = workspace.path.read_bytes()
    assert data.count(SECRET.encode()) == 2
    with pytest.raises(UserError, match="没有"):
        forget_applicants(repository, 1, date(2025, 1, 1), "再来")


def test_nothing_of_the_ledger_leaves_with_a_report(workspace: Workspace, tmp_path: Path) -> None:
    stored(workspace, FULL)
    report = consistent_report()
    for name in FORMATS:
        target = tmp_path / f"报告.{name}"
        export(report, name, target, draft=True)
        assert SECRET.encode() not in _unpacked(target)
    out = tmp_path / "归档.zip"
    assert main(
        [
            "export",
            str(workspace.path),
            "--unit",
            "某局",
            "--year",
            "2024",
            "--to",
            "archive",
            "-o",
            str(out),
            "--draft",
        ]
    ) in (0, 1)
    if out.exists():
        assert SECRET.encode() not in _unpacked(out)


def _unpacked(path: Path) -> bytes:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist())
    return path.read_bytes()


def test_the_copy_to_hand_over_has_no_trace_of_the_ledger(workspace: Workspace, tmp_path: Path) -> None:
    stored(workspace, FULL, *(replace(FULL, id=number) for number in range(2, 60)))
    stored(workspace, replace(FULL, applicant=f"{SECRET}改"))
    target = tmp_path / "移交.nianbao"
    hand_over(workspace.repository.database, target)
    data = target.read_bytes()
    for word in (SECRET, "梅岭某地图纸", "〔2024〕1号", "某公司"):
        assert word.encode() not in data
    with closing(sqlite3.connect(target)) as connection:
        assert not connection.execute("SELECT 1 FROM change WHERE target LIKE 'request.%'").fetchall()
    copy = open_workspace(target)
    assert copy.repository.report(1).unit.name == "某局"
    assert not requests_of(copy.repository.database, 1)
    copy.close()
    with pytest.raises(UserError, match="已存在"):
        hand_over(workspace.repository.database, target)
    assert requests_of(workspace.repository.database, 1)


def test_the_command_imports_counts_and_asks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, workspace = tmp_path / "台账.csv", tmp_path / "年报.nianbao"
    head = "序号,受理编号,申请人,申请人类别,收到日期,答复日期,办理结果,备注\n"
    lines = ["1,001,甲某,自然人,2025-01-06,2025-01-20,予以公开,", "2,002,乙某13912345678,自然人,2025-02-06,2025-02-20,已回复,",
             "3,003,丙某,自然人,2025-03-06,2025-03-20,申请人撤回,", "4,004,,,,,,作废", "合计,,3件,,,,,"]  # fmt: skip
    source.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    call = ["ledger", str(workspace), "--unit", "某局", "--json"]
    assert main([*call, "--import", str(source)]) == 0
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {"years", "skipped", "unresolved", "questions", "deadlines"}
    year = data["years"]["2025"]
    assert year["disputes"] is None
    assert year["applications"]["new"]["natural_person"] == 2
    assert [(entry["row"], entry["id"]) for entry in data["unresolved"]] == [(3, "002")]
    assert [(entry["topic"], entry["default"]) for entry in data["questions"]] == [
        ("withdrawn", "other_misc")
    ]
    assert {(entry["row"], entry["why"]) for entry in data["skipped"]} == {(5, "void"), (6, "total")}
    assert data["deadlines"][0]["due"] == "2025-02-08"
    assert main([*call, "--import", str(source)]) == 0
    assert "没有变化 3 件" in capsys.readouterr().err
    assert b"13912345678" not in workspace.read_bytes()
    assert main(["new", str(workspace), "--unit", "某局", "--year", "2025"]) == 0
    assert main([*call, "--count", "--year", "2025"]) == 0
    opened = open_workspace(workspace, read_only=True)
    report = opened.repository.find("某局", 2025)
    assert report is not None
    assert report.cells["applications.other_misc.total"] == 1
    # Of a year before all that the ledger knows nobody can say that there was nothing.
    assert main(["new", str(workspace), "--unit", "某局", "--year", "2022"]) == 0
    assert main([*call, "--count", "--year", "2022"]) == 2
    assert "最早的申请是 2025 年的" in capsys.readouterr().err
    assert not [cell for cell in report.cells if cell.startswith("disputes.")]
    opened.close()


def test_counting_leaves_what_was_typed_and_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As in the window: a typed figure stays until it is asked for, and each one is named, old and new."""
    source, workspace = tmp_path / "台账.csv", tmp_path / "年报.nianbao"
    source.write_text(
        "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果\n"
        "1,甲某,自然人,2025-01-06,2025-01-20,予以公开\n2,乙某,自然人,2025-02-06,2025-02-20,申请人撤回\n",
        encoding="utf-8",
    )
    cell = "applications.new.natural_person"
    call = ["ledger", str(workspace), "--unit", "某局"]
    assert main([*call, "--import", str(source)]) == 0
    assert main(["new", str(workspace), "--unit", "某局", "--year", "2025"]) == 0
    assert main(["set", str(workspace), "--unit", "某局", "--year", "2025", f"{cell}=5"]) == 0
    capsys.readouterr()

    def figure(name: str) -> object:
        opened = open_workspace(workspace, read_only=True)
        report = opened.repository.find("某局", 2025)
        opened.close()
        assert report is not None
        return report.cells.get(name)

    assert main([*call, "--count"]) == 0
    said = capsys.readouterr().out
    assert "已填 5，台账为 2，没有改动" in said
    assert "--overwrite" in said
    assert figure(cell) == 5
    assert figure("applications.granted.natural_person") == 1
    assert main([*call, "--count", "--overwrite"]) == 0
    assert "由 5 改为 2" in capsys.readouterr().out
    assert figure(cell) == 2
    assert main([*call, "--overwrite"]) == 2
    assert "--count" in capsys.readouterr().err


def test_what_the_command_says_is_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, workspace = tmp_path / "台账.csv", tmp_path / "年报.nianbao"
    lines = ["1,甲某,自然人,材料甲,2025-01-06,,2025-01-20,申请人撤回", "2,乙某,自然人,材料乙,2025-02-06,2025-02-20,,逾期不补正",
             "3,丙某,自然人,材料丙,2025-03-06,,2025-03-20,转办", "4,丁某,自然人,材料丁,2025-03-07,,,作废", "合计,,,,,,",
             "3,戊某,自然人,材料戊,2025-04-07,,2025-04-20,已回复", "5,己某,自然人,材料己,2025-05-07,2025-05-05,,"]  # fmt: skip
    source.write_text(
        "受理编号,申请人,申请人类别,申请内容,收到日期,补正期限,答复日期,办理结果\n" + "\n".join(lines),
        encoding="utf-8",
    )
    assert main(["ledger", str(workspace), "--unit", "某局", "--import", str(source)]) == 0
    said = capsys.readouterr().out
    assert re.findall("[A-Za-z_]+", said) == []
    for words in ("申请人撤回的申请：计入", "期限届满的次日办结", "合计", "作废", "编号与另一件", "转办"):
        assert words in said, words


def test_a_column_is_corrected_and_remembered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, workspace = tmp_path / "台账.csv", tmp_path / "年报.nianbao"
    source.write_text(
        "序号,申请人,来件日,受理日期,答复日期,办理结果\n1,甲某,2025-01-06,2024-12-06,2025-01-20,予以公开\n",
        encoding="utf-8",
    )
    call = ["ledger", str(workspace), "--unit", "某局", "--json", "--import", str(source)]
    assert main([*call, "--column", "来件日=收到日期", "--column", "受理日期="]) == 0
    assert json.loads(capsys.readouterr().out)["deadlines"][0]["start"] == "2025-01-06"
    assert main(call) == 0
    assert json.loads(capsys.readouterr().out)["deadlines"][0]["start"] == "2025-01-06"
    assert main([*call, "--column", "来件日=什么"]) == 2
    assert "写法不对" in capsys.readouterr().err


def test_wrong_calls_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace, bad = tmp_path / "年报.nianbao", tmp_path / "坏.csv"
    bad.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert main(["ledger", str(workspace)]) == 2
    assert "--unit" in capsys.readouterr().err
    assert main(["ledger", str(workspace), "--unit", "某局", "--import", str(bad)]) == 2
    assert not workspace.exists()
    create(workspace).close()
    assert main(["ledger", str(workspace), "--unit", "某局"]) == 2
    assert "某局" in capsys.readouterr().err


def test_what_is_left_out_by_a_choice_is_told_once_and_by_its_own_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A request that another body answers is counted there; one that was withdrawn is not called passed on."""
    source, path = tmp_path / "台账.csv", tmp_path / "年报.nianbao"
    lines = ["1,甲某,自然人,2025-01-06,2025-01-20,转办,", "2,乙某,自然人,2025-02-06,2025-02-20,移送,告知〔2025〕3号",
             "3,丙某,自然人,2025-03-06,2025-03-20,申请人撤回,"]  # fmt: skip
    source.write_text(
        "受理编号,申请人,申请人类别,收到日期,答复日期,办理结果,答复文号\n" + "\n".join(lines),
        encoding="utf-8",
    )
    call = ["ledger", str(path), "--unit", "某局"]
    assert main([*call, "--import", str(source)]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "（1）" in line]
    assert len(told) == 1
    assert told[0].startswith("按默认处理：")
    assert told[0].endswith("不计入，由承办机关统计")
    opened = open_workspace(path)
    opened.repository.apply(
        set_ledger(opened.repository, 1, LedgerSettings({"withdrawn": "not_counted"}), "统计口径")
    )
    opened.close()
    assert main([*call, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["why"]) for one in data["skipped"]] == [
        ("1", "passed on, not counted"),
        ("3", "withdrawn, not counted"),
    ]
    assert data["years"]["2025"]["applications"]["unavailable_not_held"]["natural_person"] == 1
    assert main(call) == 0
    assert sum("（3）" in line for line in capsys.readouterr().out.splitlines()) == 1


def test_a_ledger_is_salvaged_from_the_tables_and_from_raw_pages(
    workspace: Workspace, tmp_path: Path
) -> None:
    stored(workspace, *(replace(FULL, id=number, number=f"{number}号") for number in range(1, 80)))
    repository = workspace.repository
    repository.apply(
        set_ledger(repository, 1, LedgerSettings({"withdrawn": "not_counted"}, True), "台账设置")
    )
    workspace.copy_to(tmp_path / "副本.nianbao")
    data = bytearray((tmp_path / "副本.nianbao").read_bytes())
    data[100:2000] = bytes(1900)
    (tmp_path / "坏.nianbao").write_bytes(data)
    for source in (tmp_path / "副本.nianbao", tmp_path / "坏.nianbao"):
        target = source.with_name(f"救回{source.name}")
        salvage(source, target)
        opened = open_workspace(target)
        assert [request.number for request in requests_of(opened.repository.database, 1)] == [
            f"{n}号" for n in range(1, 80)
        ]
        assert requests_of(opened.repository.database, 1)[0].applicant == SECRET
        assert settings_for(opened.repository.database, 1).choices == {"withdrawn": "not_counted"}
        opened.close()


def test_cells_that_follow_the_ledger_are_typed_over_by_nobody(tmp_path: Path) -> None:
    made = create(tmp_path / "随台账.nianbao")
    repository = made.repository
    repository.apply(AddReport(Report(1, Unit(1, "某局"), 2024, form_for(2024))))
    request = Request(1, 1, "1号", "某某", "natural_person", arrived=date(2024, 3, 4))
    repository.apply(set_requests(repository, 1, {1: request}, "登记"))
    repository.apply(set_ledger(repository, 1, LedgerSettings(follows=frozenset({2024})), "按台账统计"))
    cell = "applications.new.natural_person"
    assert repository.report(1).cells[cell] == 1
    with pytest.raises(EditRefused, match="按台账统计"):
        repository.apply(SetCells(1, {cell: 5}))
    with pytest.raises(EditRefused, match="随台账更新"):
        repository.apply(SetYear(1, 2023))
    # The same figure again changes nothing, and other cells are as free as ever.
    repository.apply(SetCells(1, {cell: 1, "disclosure.rules.issued": 2}))
    assert repository.report(1).cells["disclosure.rules.issued"] == 2
    # A report that is added in a followed year has the ledger's figures at once.
    repository.apply(RemoveReport(1))
    repository.apply(AddReport(Report(2, Unit(1, "某局"), 2024, form_for(2024), cells={cell: 9})))
    assert repository.report(2).cells[cell] == 1
    made.close()


# figures of the ledger in texts


def _text_of(workspace: Workspace) -> str:
    return workspace.repository.report(1).text("overview")


def test_figures_of_the_ledger_in_texts_follow_it(workspace: Workspace) -> None:
    repository = workspace.repository
    first = replace(FULL, fee=Fee(DAY, None, DAY, Decimal("20.5")))
    stored(workspace, first)
    body = marked("信函0件，费0元。", [Link(2, 1, "ledger.channel.信函"), Link(6, 1, "ledger.fees_paid")])
    repository.apply(SetText(1, "overview", body))
    assert _text_of(workspace) == "信函1件，费20.5元。"
    second = replace(first, id=2, number="〔2024〕2号")
    edit = set_requests(repository, 1, {2: second}, "登记申请")
    back = inverse(edit, repository)
    changes = repository.apply(edit)
    assert _text_of(workspace) == "信函2件，费41元。"
    assert [delta.sections.keys() for delta in changes.deltas] == [{"overview"}]
    repository.apply(back)
    assert _text_of(workspace) == "信函1件，费20.5元。"
    stored(workspace, replace(first, channel="当面"))
    assert _text_of(workspace) == "信函0件，费20.5元。"
    assert repository.doubts(1) == ()


def test_typing_beside_a_figure_of_the_ledger_does_not_count_it_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = workspace.repository
    stored(workspace, FULL)
    repository.apply(SetText(1, "overview", marked("信函0件。", [Link(2, 1, "ledger.channel.信函")])))
    counted: list[int] = []
    real = ledger_figures.figures_of_year
    monkeypatch.setattr(
        ledger_figures, "figures_of_year", lambda *given: (counted.append(1), real(*given))[1]
    )
    repository.apply(SetText(1, "overview", repository.report(1).marked("overview") + "另有说明。"))
    repository.apply(SetCells(1, {"disputes.review.upheld": 2}))
    assert counted == []
    repository.apply(SetText(1, "other", marked("信函9件。", [Link(2, 1, "ledger.channel.信函")])))
    assert counted == [1]
    assert repository.report(1).text("other") == "信函1件。"


def test_they_stay_as_they_are_in_a_final_report_and_where_there_is_no_ledger(
    workspace: Workspace, tmp_path: Path
) -> None:
    repository = workspace.repository
    stored(workspace, FULL)
    repository.apply(SetText(1, "overview", marked("信函0件。", [Link(2, 1, "ledger.channel.信函")])))
    copy = tmp_path / "移交.nianbao"
    hand_over(repository.database, copy)
    handed = open_workspace(copy)
    handed.repository.apply(
        SetText(1, "overview", marked("收到信函1件。", [Link(4, 1, "ledger.channel.信函")]))
    )
    assert handed.repository.report(1).text("overview") == "收到信函1件。"
    assert handed.repository.doubts(1) == ()
    handed.close()
    repository.apply(SetStatus(1, Status.FINAL))
    stored(workspace, replace(FULL, id=2, number="2"))
    assert _text_of(workspace) == "信函1件。"
    repository.apply(SetStatus(1, Status.DRAFT, "重开"))
    assert _text_of(workspace) == "信函2件。"
