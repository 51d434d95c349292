"""The difference between two states of a report in words, as dialogs list it and tell one line of it in full."""

from collections.abc import Collection
from dataclasses import dataclass

from app.changes import Delta
from app.linked_text import plain
from app.report import Unit, Waiver
from app.rules.completeness import section_name
from app.text_differences import text_difference
from app.values import printed
from ui.models.history_words import FIELD_NAMES, WORDS

_EXCERPT = 40


@dataclass(frozen=True)
class DifferenceLine:
    """One difference: its *place*, what stood there *before* and stands there *after*, in a few words, and in full."""

    place: str
    before: str
    after: str
    moved: str = ""
    whole: str = ""


def difference_lines(found: Delta, fields: Collection[str] = tuple(FIELD_NAMES)) -> list[DifferenceLine]:
    """Put a difference in words: figures, texts, and of the other facts those of *fields*."""
    report = found.after or found.before
    assert report is not None
    known = {**(found.before.form.cells if found.before else {}), **report.form.cells}
    lines = []
    for key, values in found.cells.items():
        if (cell := known.get(key)) is not None:
            before, after = values
            shown = [printed(value, cell.kind) or "（未填）" for value in values]
            moved = "" if before is None or after is None else f"{after - before:+}"
            lines.append(DifferenceLine(cell.name, shown[0], shown[1], moved, f"{shown[0]} → {shown[1]}"))
    lines += [
        _text(section_name(report.form, key), *map(plain, pair)) for key, pair in found.sections.items()
    ]
    for name, pair in found.fields.items():
        if name in fields:
            first, second = (_field(value) for value in pair)
            whole = " → ".join(map(_whole_field, pair))
            lines.append(DifferenceLine(FIELD_NAMES[name], first, second, "", whole))
    return lines


def _text(place: str, before: str, after: str) -> DifferenceLine:
    """Tell of a text the sentences alone that differ: the others would hide them."""
    apart = text_difference(before, after)
    told = [
        f"{head}：\n" + "\n".join(f"　　{sentence}" for sentence in sentences)
        for head, sentences in (("删去", apart.gone), ("增加", apart.new))
        if sentences
    ]
    return DifferenceLine(
        place,
        _some(apart.gone) or ("—" if before else "（无）"),
        _some(apart.new) or ("—" if after else "（无）"),
        "",
        "\n".join(told) or "只是分段、空格不同。",
    )


def _some(sentences: tuple[str, ...]) -> str:
    if not sentences:
        return ""
    more = f" 等 {len(sentences)} 句" if len(sentences) > 1 else ""
    first = sentences[0]
    return (first if len(first) <= _EXCERPT else f"{first[:_EXCERPT]}…") + more


def _whole_field(value: object) -> str:
    reasons = [one.reason for one in value if isinstance(one, Waiver)] if isinstance(value, tuple) else []
    return "；".join(reasons) or _field(value)


def _field(value: object) -> str:
    if isinstance(value, Unit):
        return value.name
    if isinstance(value, tuple):
        return f"{len(value)} 处"
    return WORDS.get(str(value), str(value)) or "（无）"
