"""Random edits of a ledger on screen: memory, disk and the report that follows agree after each; undo takes all back."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from app.errors import UserError
from app.ledger.counting import count
from app.store.request_lookup import requests_of
from ui.frame.workbench import Workbench
from ui.views.ledger.ledger_page import LedgerPage
from ui.views.ledger.request_form import settle

TEXTS = {
    "date": ["2025.3.4", "1.3", "20251230", "", "2024.12.31"],
    "choice": ["自然人", "ls", "予以公开", "bcz", "部分公开", "撤回", "当面", "", "x9"],
    "flag": ["是", "否", ""],
    "sum": ["100", "45.50", "", "多"],
    "text": ["某某", "", "〔2025〕7号"],
    "long": ["某信息", "两行\n文字", ""],
}


def act(page: LedgerPage, random: Random) -> None:
    model = page.model
    row, column = random.randrange(model.rowCount()), random.randrange(len(model.columns))
    kind = model.columns[column].kind.value
    match random.randrange(6):
        case 0 | 1 | 2 if model.may_type(column):
            model.type_in(row, column, random.choice(TEXTS[kind]))
        case 3:
            texts = [["某人", "自然人", "网络", "2025.5.6", "某事"]] * random.randrange(1, 4)
            model.type_block(row, 1, texts, "粘贴")
        case 4:
            model.remove([row])
        case _:
            if (request := model.item_at(row)) is not None:
                settle(page.ledger, [replace(request, doubt=request.doubt)])


@pytest.mark.parametrize("seed", range(4))
def test_memory_disk_and_report_agree_and_undo_takes_all_back(
    filled_page: Callable[[int], LedgerPage], workbench: Workbench, seed: int
) -> None:
    page, session = filled_page(8), workbench.session
    ledger = page.ledger
    ledger.put_settings(replace(ledger.settings, follows=frozenset({2025})), "随台账更新")
    begin, steps = dict(ledger.requests), session.undo_stack.count()
    cells = dict(session.report.cells)
    random = Random(seed)
    for _ in range(60):
        with contextlib.suppress(UserError):
            act(page, random)
        kept = {request.id: request for request in requests_of(session.repository.database, ledger.unit.id)}
        assert ledger.requests == kept
        assert list(ledger.requests) == sorted(ledger.requests)
        counted = count(kept.values(), 2025, session.report.form, ledger.settings)
        assert {cell: session.report.cells[cell] for cell in counted.cells} == counted.cells
        shown = {page.model.key_at(row) for row in range(page.model.rowCount() - 1)}
        assert shown == set(ledger.requests)
    assert session.undo_stack.index() > steps + 10
    while session.undo_stack.index() > steps:
        session.undo()
    assert ledger.requests == begin
    assert dict(session.report.cells) == cells
