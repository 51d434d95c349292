"""The name of the report's own body in its sentences, long or short: 泉岭县医疗保障局 is also 县医保局.

Whose name it is says nothing of what is counted, though 医保 or 信访 in it does elsewhere: the name is taken out
before the words of a sentence are looked up.
"""

from collections.abc import Iterator

_LEVELS = "省市县区州旗盟"
_NO_PLACES = ("城市", "社区")
_KINDS = ("局", "厅", "队", "委员会")
_SURVEYORS = "调查"
_MAY_PRECEDE = "年度日由向对我本因至"
"""The characters before which a name without its place is that of the report's own body, not of another place's."""

_OPENING = "行政"
"""What a short form may leave out before its first character: 审批局 for 行政审批服务局."""

_BELOW = ("系统", "所属", "下属", "直属", "各", "稽查", "第")
_PARTS = ("分局", "支队", "大队", "中心", "登记处", "监测站", "服务站", "检查站", "税务所")
"""What another body is called behind the name of the one that it belongs to: 县医保局医保中心."""

_BETWEEN = 6
_NOT_BETWEEN = frozenset("在通向由从经于对，。；：、（）()0123456789")


class OwnName:
    """Finds the name of one body in a plain sentence, in full or as it is shortened."""

    def __init__(self, name: str) -> None:
        self._forms: tuple[str, ...] = ()
        self._places: tuple[str, ...] = ()
        if "人民政府" in name or not name.endswith(_KINDS):
            return
        split = name.index("局") + 1 if name.startswith("国家") else 0
        nation, rest = name[:split], name[split:]
        at = rest.find(_SURVEYORS) if nation.endswith("统计局") else _end_of_place(rest)
        if at < 1 or len(rest) - at < 3:
            return
        place, kind = rest[:at], rest[at:]
        near = place[_end_of_place(place[:-1]) :]
        self._forms = (kind, kind.removeprefix(_OPENING))
        self._places = (nation + place, place, near)
        self._level = place[-1]
        self._last = "委" if kind.endswith("委员会") else kind[-1]

    def left_out(self, text: str) -> str:
        """Return a sentence with blanks in place of the name."""
        if not self._forms or self._last not in text:
            return text
        for start, end in self._found(text):
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        for form in dict.fromkeys(self._forms):
            at = text.find(form[0])
            while at >= 0:
                start, end = self._start(text, at), self._end(text, at, form)
                if start is not None and end and not _is_followed_by_a_part(text, end):
                    yield start, end
                at = text.find(form[0], max(end, at + 1))

    def _end(self, text: str, at: int, form: str) -> int:
        """Return where the characters of a form end that stand at a place in their order, the last one among them; or 0."""
        rest, end = iter(form), 0
        for place in range(at, min(at + len(form), len(text))):
            if text[place] not in rest:
                break
            if text[place] == self._last and place > at:
                end = place + 1
        if end and self._last == "委" and not text.startswith("会议", end):
            end += next((len(more) for more in ("员会", "会") if text.startswith(more, end)), 0)
        return end

    def _start(self, text: str, at: int) -> int | None:
        """Return where the name begins whose kind of body stands at a place; None where it is another's."""
        for place in self._places:
            if text.endswith(place, 0, at):
                return at - len(place)
        level = at - text.startswith(self._level, at - 1) if at else at
        alone = (
            not level
            or text[level - 1] < "\u4e00"
            or text[level - 1] in _MAY_PRECEDE
            or text[level - 1] in "，。；：（）"
        )
        return level if alone else None


def _end_of_place(name: str) -> int:
    """Return where the place ends with which a name begins, 0 for none: the 市 of 县市场监督管理局 ends none."""
    end = 0
    for at, character in enumerate(name):
        if character in _LEVELS and at > end and name[at - 1 : at + 1] not in _NO_PLACES:
            end = at + 1
    return end


def _is_followed_by_a_part(text: str, end: int) -> bool:
    """Whether the name only begins that of another body, which is a part of the report's own or stands below it."""
    if text.startswith(_BELOW, end):
        return True
    for part in _PARTS:
        at = text.find(part, end + 1, end + _BETWEEN + len(part))
        if at > 0 and _NOT_BETWEEN.isdisjoint(text[end:at]):
            return True
    return False
