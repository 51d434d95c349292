"""Reads values of a form file: each value is asked for by its key, and what is left over is refused."""

import string
from typing import Any

from app.errors import UserError


class FormError(UserError):
    """A form file that can't be used: file, key and reason."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"格式文件 {file} 的 {key} 有误：{reason}。")
        self.file, self.key, self.reason = file, key, reason


ABSENT = object()


class TomlReader:
    """Takes the parsed TOML of one file apart, naming the key of whatever is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file

    def fail(self, key: str, reason: str) -> FormError:
        return FormError(self.file, key, reason)

    def take(self, data: dict[str, Any], at: str, key: str, kind: type, default: Any = ABSENT) -> Any:
        """Remove and return a value of the wanted type."""
        value = data.pop(key, ABSENT)
        where = f"{at}.{key}" if at else key
        if value is ABSENT:
            if default is ABSENT:
                raise self.fail(where, "缺少这一项")
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(where, f"应为 {kind.__name__}")
        return value

    def done(self, data: dict[str, Any], at: str) -> None:
        """Refuse what nobody asked for: a misspelt key must not pass silently."""
        for key in data:
            raise self.fail(f"{at}.{key}" if at else key, "没有这样的设置项")

    def strings(
        self, data: dict[str, Any], at: str, key: str, default: Any = ABSENT, *, blank: bool = False
    ) -> tuple[str, ...]:
        """Remove and return a list of texts; with *blank* an empty one has a meaning of its own."""
        values = self.take(data, at, key, list, default)
        if ("" in values and not blank) or not set(map(type, values)) <= {str}:
            raise self.fail(f"{at}.{key}" if at else key, f"应为{'' if blank else '非空'}文字的列表")
        return tuple(values)

    def texts(self, data: dict[str, Any], at: str, key: str) -> dict[str, str]:
        values = self.take(data, at, key, dict, {})
        if not all(isinstance(value, str) and value for value in values.values()):
            raise self.fail(f"{at}.{key}" if at else key, "应为一组非空文字")
        return dict(values)

    def mapping(self, value: Any, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(at, "应为一组设置")
        return value

    def unique(self, keys: list[str], at: str) -> None:
        for key in keys:
            if keys.count(key) > 1:
                raise self.fail(at, f"“{key}”重复")

    def placeholders(self, text: str, at: str, known: set[str] | frozenset[str]) -> None:
        try:
            fields = [field[1:] for field in string.Formatter().parse(text) if field[1] is not None]
        except ValueError as error:
            raise self.fail(at, f"花括号不配对（{error}）") from error
        for name, layout, conversion in fields:
            if name not in known:
                raise self.fail(at, f"不认识的占位符 {{{name}}}")
            if layout or conversion:
                raise self.fail(at, f"占位符 {{{name}}} 中不能有冒号或叹号")

    def one_of(self, data: dict[str, Any], at: str, key: str, known: tuple[str, ...]) -> str:
        value = self.take(data, at, key, str)
        if value not in known:
            raise self.fail(f"{at}.{key}", f"应为 {'、'.join(known)} 之一")
        return str(value)
