"""Checks arguments of the command line: each function returns a value for the commands, or raises `Usage`."""

import re

from app.commands.status import Usage
from app.forms.loader import forms
from app.unit_names import unit_name, visible
from app.values import half_width


def unit(text: str) -> str:
    """Return the full name of a unit in the one spelling in which names are kept. Raises `Usage`."""
    name = unit_name(text)
    if not name:
        raise Usage("单位名称不能为空，请填写单位全称。")
    return name


def year(text: str) -> int:
    """Return a year of four digits. Raises `Usage`."""
    if not re.fullmatch("[1-9][0-9]{3}", text):
        raise Usage(f"--year 的“{text[:20]}”不对，应为四位数的年份。")
    return int(text)


def form_id(text: str) -> str:
    """Return the id of a form that is known. Raises `Usage`."""
    if text not in forms():
        raise Usage(f"没有编号为“{text[:40]}”的格式，可用的有 {'、'.join(forms())}。")
    return text


def series(text: str) -> str:
    """Return the id of a series (kind of report) that is known. Raises `Usage`."""
    # Forms are read one by one: of most commands only the newest is needed.
    if not any(form.series == text for form in forms().values()):
        known = dict.fromkeys(form.series for form in forms().values())
        raise Usage(f"没有编号为“{text[:40]}”的报告种类，可用的有 {'、'.join(known)}。")
    return text


def check_code(text: str) -> str:
    """Return a check code as eight digits. Raises `Usage`."""
    digits = re.sub(r"\s", "", half_width(text))
    if not re.fullmatch("[0-9]{8}", digits):
        raise Usage(f"校验码“{text[:20]}”不对，应为八位数字。")
    return digits


def item_number(text: str) -> int:
    """Return a 件号 to count from. Raises `Usage`."""
    digits = half_width(text).strip()
    if not re.fullmatch("[0-9]{1,6}", digits) or int(digits) < 1:
        raise Usage(f"--first 是第一件的件号，应为 1 至 999999 的整数，不能是“{visible(text[:20])}”。")
    return int(digits)
