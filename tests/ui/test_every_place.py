"""Every place of a report and of a ledger in which something can be typed × every way out: nothing typed is lost."""

import signal
import time
from pathlib import Path

import pytest
from fixture_types import OpenWindow
from long_forms import some
from places import ALL_PLACES, Place, each_of, type_in
from pytestqt.qtbot import QtBot
from ways import (
    WAYS,
    ask_for_file,
    give_file,
    let_run,
    press_escape,
    press_keys_of_menus,
    typing_program,
)

from app.store.workspace import create

place_by_place = each_of(ALL_PLACES)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    create(tmp_path / "另一个.nianbao").close()
    return tmp_path / "另一个.nianbao"


@place_by_place
@pytest.mark.parametrize("way", WAYS)
def test_what_was_typed_is_on_disk(
    open_window: OpenWindow, path: Path, other: Path, place: Place, way: str
) -> None:
    window = open_window(path)
    type_in(window, place)
    WAYS[way](window, other)
    assert place.on_disk(path) == place.wanted


@place_by_place
def test_what_was_typed_goes_along_to_the_window_that_asked(
    qtbot: QtBot, open_window: OpenWindow, path: Path, place: Place
) -> None:
    first, second = open_window(path), open_window(path)
    ask_for_file(qtbot, first, second)
    type_in(first, place)
    give_file(first, second)
    assert place.now(second) == place.wanted


@pytest.mark.parametrize("pause", [0, 700])
@pytest.mark.parametrize("way", some(WAYS, 2))
@place_by_place
def test_escape_discards_what_was_typed_whatever_way_out_follows(
    qtbot: QtBot, open_window: OpenWindow, path: Path, other: Path, place: Place, way: str, pause: int
) -> None:
    untouched = place.on_disk(path)
    window = open_window(path)
    type_in(window, place)
    qtbot.wait(pause)
    assert place.now(window) == (place.wanted if pause else untouched)
    press_escape(window)
    WAYS[way](window, other)
    assert place.on_disk(path) == untouched


@place_by_place
def test_a_program_killed_six_tenths_of_a_second_after_the_last_key(
    root: Path, path: Path, place: Place
) -> None:
    with typing_program(root, path, place) as child:
        let_run(child, 0.6)
        child.send_signal(signal.SIGKILL)
        child.wait(10)
    assert place.on_disk(path) == place.wanted


@place_by_place
@pytest.mark.parametrize("number", some([signal.SIGTERM, signal.SIGHUP, signal.SIGINT], 1, lambda n: n.name))
def test_a_program_that_the_system_ends_right_after_the_last_key(
    root: Path, path: Path, place: Place, number: signal.Signals
) -> None:
    with typing_program(root, path, place) as child:
        time.sleep(0.1)
        child.send_signal(number)
        assert child.wait(20) == 0
    assert place.on_disk(path) == place.wanted


@place_by_place
def test_a_key_of_the_menu_takes_nothing_of_what_is_typed(
    root: Path, path: Path, place: Place, display: str
) -> None:
    """On X11 Qt's own editors cut a line off by Ctrl+K and empty it by Ctrl+U."""
    with typing_program(root, path, place, DISPLAY=display, QT_QPA_PLATFORM="xcb"):
        press_keys_of_menus(display)
    assert place.on_disk(path) == place.wanted
