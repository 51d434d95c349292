"""Our own faults are written down without a word of what the user typed."""

from datetime import datetime
from pathlib import Path

import pytest

from app import logs
from app.logs import fault_text, log_fault, log_folder


def _fault(secret: str) -> Exception:
    def work() -> None:
        raise RuntimeError(f"示例 {secret}")

    try:
        work()
    except RuntimeError as error:
        return error
    raise AssertionError


def test_a_fault_is_described_by_its_kind_and_the_codes_way_to_it() -> None:
    text = fault_text(_fault("3119"))
    assert "RuntimeError" in text
    assert "test_logs.py" in text
    assert " work" in text


def test_no_value_no_message_and_no_folder_of_the_user_is_written_down(home: Path) -> None:
    text = log_fault(_fault("3119")).read_text(encoding="utf-8")
    assert "3119" not in text
    assert "示例" not in text
    assert str(home) not in text
    assert str(Path(__file__).parent) not in text


def test_logs_lie_in_the_users_log_folder(home: Path) -> None:
    path = log_fault(_fault("x"))
    assert path.parent == log_folder()
    assert path.is_relative_to(home)


def test_the_twenty_newest_logs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock:
        ticks = 0

        @classmethod
        def now(cls) -> datetime:
            cls.ticks += 1
            return datetime(2026, 1, 5, 9, 30, 0, cls.ticks)

    monkeypatch.setattr(logs, "datetime", Clock)
    made = [log_fault(_fault("x")) for _ in range(25)]
    assert sorted(log_folder().iterdir()) == sorted(made[-20:])


def test_other_files_in_the_log_folder_are_left_alone() -> None:
    other = log_folder() / "notes.txt"
    other.write_text("x", encoding="utf-8")
    for _ in range(25):
        log_fault(_fault("x"))
    assert other.exists()
