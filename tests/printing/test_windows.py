"""Printing on Windows: what can be held without one. Settings, places and dots are values; the printer is an imitation."""

import ctypes
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from app.errors import UserError
from app.printing import gdi, winspool
from app.printing.gdi import Paper, Strip, bitmap_of, draw_run
from app.printing.job import Job, Sides
from app.printing.winspool import DevMode, own_copies, set_job

A4_AT_600 = Paper((600, 600), (4961, 7016), (150, 300))


def test_the_settings_lie_in_memory_as_windows_has_them() -> None:
    assert ctypes.sizeof(DevMode) == 220
    assert DevMode.dmFields.offset == 72
    assert DevMode.dmDefaultSource.offset == 88
    assert DevMode.dmCollate.offset == 100
    assert DevMode.dmFormName.offset == 102


def test_a_jobs_choices_are_set_and_the_users_other_settings_stay() -> None:
    mode = DevMode(dmFields=0x10000 | 0x400 | 0x4, dmPrintQuality=1200, dmPaperLength=2794)
    set_job(mode, Job("报告", "", (0,), sides=Sides.BOTH, copies=3), copies=3, tray=257)
    told = (mode.dmPaperSize, mode.dmScale, mode.dmCopies, mode.dmColor, mode.dmDuplex, mode.dmCollate)
    assert told == (9, 100, 3, 1, 2, 1)
    assert (mode.dmDefaultSource, mode.dmPrintQuality) == (257, 1200)
    assert mode.dmFields == 0x1 | 0x2 | 0x10 | 0x100 | 0x200 | 0x400 | 0x800 | 0x1000 | 0x8000
    set_job(
        mode,
        Job("报告", "", (0,), sides=Sides.ONE, collated=False, grey=False, paper="A3"),
        copies=1,
        tray=None,
    )
    assert (mode.dmPaperSize, mode.dmColor, mode.dmDuplex, mode.dmCollate) == (8, 2, 1, 0)
    assert mode.dmDefaultSource == 257


@pytest.mark.parametrize(
    ("job", "most", "collates", "alone"),
    [
        ({"copies": 1}, 1, False, False),
        ({"copies": 3}, 99, True, False),
        ({"copies": 3}, 1, True, True),
        ({"copies": 3}, 99, False, True),
        ({"copies": 3, "sides": Sides.ONE, "collated": False}, 99, False, False),
    ],
)
def test_copies_that_the_driver_can_not_make_are_drawn(
    job: dict[str, Any], most: int, collates: bool, alone: bool
) -> None:
    assert own_copies(Job("报告", "", (0, 1), **job), most, collates=collates) is alone


def test_strips_meet_without_gaps_and_begin_where_the_paper_does() -> None:
    first, second = Strip(10, 0, 100, 201, b""), Strip(10, 201, 100, 7, b"")
    for paper in (
        A4_AT_600,
        Paper((1200, 600), (9922, 7016), (0, 0)),
        Paper((720, 360), (5953, 4209), (5, 7)),
    ):
        upper, lower = paper.place(first, (-3, 4)), paper.place(second, (-3, 4))
        assert upper[1] + upper[3] == lower[1]
        assert upper[0] == lower[0]
    assert A4_AT_600.place(first, (0, 0)) == (-140, -300, 100, 201)
    assert Paper((1200, 1200), (9922, 14031), (0, 0)).place(first, (0, 0)) == (20, 0, 200, 402)


def test_paper_is_known_by_its_size() -> None:
    assert A4_AT_600.is_of("A4")
    assert not A4_AT_600.is_of("Letter")
    assert not Paper((600, 600), (5100, 6600), (0, 0)).is_of("A4")


def test_a_strip_is_described_as_grey_dots_from_the_lowest_row_on() -> None:
    told = bitmap_of(Strip(0, 0, 3, 2, bytes(8)))
    assert ctypes.sizeof(told) == 40 + 256 * 4
    assert (told.biSize, told.biWidth, told.biHeight, told.biBitCount) == (40, 3, 2, 8)
    assert (told.shades[0], told.shades[128], told.shades[255]) == (0, 0x808080, 0xFFFFFF)


class _Imitation:
    """A printer that writes down what it is told; *fails* names a step that is refused the second time."""

    said: ClassVar[list[object]] = []
    paper = A4_AT_600
    fails = ""

    def __init__(self, job: Job, _settings: object) -> None:
        type(self).said = []
        self.job = job

    def close(self) -> None:
        self.said.append("close")

    def begin(self) -> None:
        self.said.append("begin")

    def draw(self, place: tuple[int, int, int, int], _strip: Strip) -> bool:
        self.said.append(place)
        return True

    def step(self, name: str) -> bool:
        self.said.append(name)
        return not (name == self.fails and self.said.count(name) == 2)


@pytest.fixture
def imitation(monkeypatch: pytest.MonkeyPatch) -> type[_Imitation]:
    monkeypatch.setattr(gdi, "_Canvas", _Imitation)
    monkeypatch.setattr(gdi, "settings_of", lambda job: (None, job.copies > 1))
    monkeypatch.setattr(_Imitation, "fails", "")
    monkeypatch.setattr(_Imitation, "paper", A4_AT_600)
    return _Imitation


def _page(page: int, _paper: Paper) -> tuple[tuple[int, int], Iterator[Strip]]:
    return (0, 0), iter([Strip(150 + page, 300, 4, 1, bytes(4))])


def _run(job: Job, stop_after: int = 99) -> None:
    told: list[int] = []
    for run in job.runs():
        draw_run(job, run, _page, lambda at, _count: told.append(at), lambda: len(told) >= stop_after)


def test_every_side_comes_in_its_order_with_blank_ones_and_copies(imitation: type[_Imitation]) -> None:
    _run(Job("报告", "二楼", (0, 1, 2), sides=Sides.BOTH, copies=2))
    page = [["StartPage", (number, 0, 4, 1), "EndPage"] for number in (0, 1, 2)]
    copy = [*page[0], *page[1], *page[2], "StartPage", "EndPage"]
    assert imitation.said == ["begin", *copy, *copy, "EndDoc", "close"]


def test_a_job_that_is_stopped_or_fails_is_taken_back(
    imitation: type[_Imitation], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job("报告", "二楼", (0, 1, 2), sides=Sides.ONE)
    _run(job, stop_after=1)
    assert imitation.said[-2:] == ["AbortDoc", "close"]
    monkeypatch.setattr(imitation, "fails", "EndPage")
    with pytest.raises(UserError, match="打印机中断，只送出 1 面"):
        _run(job)
    assert imitation.said[-2:] == ["AbortDoc", "close"]


def test_other_paper_than_the_jobs_is_refused_before_anything_is_sent(
    imitation: type[_Imitation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imitation, "paper", Paper((600, 600), (5100, 6600), (0, 0)))
    with pytest.raises(UserError, match=r"宽 216 毫米、高 279 毫米的纸，不是 A4，没有打印"):
        _run(Job("报告", "二楼", (0,)))
    assert imitation.said == ["close"]


def test_elsewhere_than_on_windows_it_is_refused() -> None:
    with pytest.raises(UserError):
        winspool.abilities("二楼")
