"""A JSON document with mistakes of every kind: a report and what could not be read, or a message."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from amounts import inputs, is_sentence
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.imports import read

WHOLE: dict[str, Any] = {
    "form": "cn-disclosure-2021",
    "unit": "示例市教育局",
    "year": 2025,
    "title": "示例市教育局2025年政府信息公开工作年度报告",
    "cells": {"applications.new.natural_person": "5", "applications.new.total": "5", "x.y.z": "1"},
    "sections": {"preface": "前言", "overview": "一、\n二、", "problems": "", "other": "无"},
    "unread": [{"where": "表", "text": "？", "why": "不是数字"}],
}
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.from_regex("[0-9.eE+-]{1,9}")
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


def _read(path: Path) -> None:
    try:
        found = read(path)
    except UserError as error:
        told = is_sentence(error)
        assert told
        return
    json.dumps(found.as_json(), ensure_ascii=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "报告.json"


@inputs(2000)
@given(st.lists(st.tuples(st.integers(0, 2**32), anything), min_size=1, max_size=3))
def test_a_report_with_other_values_in_it(file: Path, replaced: list[tuple[int, Any]]) -> None:
    data = copy.deepcopy(WHOLE)
    for seed, value in replaced:
        chance = random.Random(seed)
        container: Any = data
        key = chance.choice(list(container))
        if isinstance(container[key], dict) and container[key] and chance.random() < 0.7:
            container = container[key]
            key = chance.choice(list(container))
        container[key] = value
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
    _read(file)


@inputs(1000)
@given(st.binary(max_size=60) | anything.map(lambda value: json.dumps(value).encode()), st.integers(0, 400))
def test_any_bytes_and_any_json(file: Path, inserted: bytes, at: int) -> None:
    whole = json.dumps(WHOLE, ensure_ascii=False).encode()
    file.write_bytes(inserted if at % 2 else whole[:at] + inserted + whole[at:])
    _read(file)
