"""Takes the signature off the end of a report's last text, and what a web page has below it."""

from app.imports.imported import Unread
from app.imports.matching import titles
from app.imports.matching.labels import squeeze
from app.imports.matching.marked_texts import SortedTexts
from app.imports.raw_document import RawText

_TRAILING_LINES = 8
_TAIL_LINES = 40


class ReportEnd:
    """Tells the signature and the page's foot from the last text; *lines* are that text's, and what follows it."""

    def __init__(self, lines: list[RawText], out: SortedTexts) -> None:
        self._lines, self._out = lines, out

    def trim(self) -> None:
        """Take both off the lines."""
        lines = self._lines
        self._trim_signature()
        dropped_foot = False
        for _ in range(_TRAILING_LINES):
            if len(lines) < 2 and not (lines and self._is_trailing(lines[-1].text)):
                return
            if not self._is_trailing(lines[-1].text):
                if dropped_foot and titles.is_link(lines[-1].text):
                    self._drop(lines.pop())
                    continue
                if not (self._out.signed_on and self._is_signer(lines[-1].text)):
                    return
                if self._out.signed_by and squeeze(lines[-1].text) != squeeze(self._out.signed_by):
                    return
                self._sign(lines[-1])
            elif titles.is_date(lines[-1].text) and not self._out.signed_on:
                self._out.signed_on = lines[-1].text.strip()
            else:
                dropped_foot = dropped_foot or titles.is_site_foot(lines[-1].text)
                self._drop(lines[-1])
            lines.pop()

    def _trim_signature(self) -> None:
        """Find the signature above a page's footer: the unit's name above a date, or else below one."""
        lines = self._lines
        places = range(len(lines) - 1, max(len(lines) - _TAIL_LINES, 0), -1)
        for by, on in ((-1, 0), (0, -1)):
            for place in places:
                name, date = lines[place + by].text, lines[place + on].text
                if not (titles.is_date(date) and self._is_signer(name)):
                    continue
                self._out.signed_by, self._out.signed_on = name.strip(), date.strip()
                for line in lines[place + 1 :]:
                    self._drop(line)
                del lines[place - 1 :]
                return

    def _sign(self, line: RawText) -> None:
        """Take the name of the body that signs; a signature printed twice is one."""
        if self._out.signed_by:
            self._drop(line)
        self._out.signed_by = line.text.strip()

    def _drop(self, line: RawText) -> None:
        """Leave out a line below the report, and note it."""
        if titles.is_attachment(line.text):
            self._out.unread.append(Unread(line.where, line.text, "附件没有一并读入"))
        else:
            self._out.furniture.append(line.text)

    @staticmethod
    def _is_trailing(text: str) -> bool:
        tests = (titles.is_date, titles.is_chrome, titles.is_attachment, titles.is_site_foot)
        return any(test(text) for test in tests)

    def _is_signer(self, text: str) -> bool:
        units = {title.unit for title in self._out.titles if title.unit}
        plain = squeeze(text)
        return titles.is_unit(text) or any(unit in plain or plain in unit for unit in units)
