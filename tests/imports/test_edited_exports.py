"""What this program exported and somebody went on working at in Word or on a site: read as any other document is.

The marks of our own exports stay in the file while its words change, so they must not make its reading worse.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from pages import NEW, UNIT, YEAR, figures

from app.exports.formats import render
from app.imports import Imported, read
from app.own_formats import WORD_BODY, WORD_HEADINGS, WORD_TITLE
from app.report import Report, Unit

TITLE = f"{UNIT}{YEAR}年政府信息公开工作年度报告"
TEXTS = {
    "preface": "根据有关规定，现公布本机关的年度报告。",
    "overview": "全年公开信息128条。\n网站栏目按要求更新。",
    "problems": "一是更新不够及时；二是培训偏少。\n下一步将加强培训。",
    "other": "本年度未收取信息处理费。",
}
REPORT = Report(
    1,
    Unit(1, UNIT),
    YEAR,
    NEW,
    cells=figures(NEW),
    sections=TEXTS,
    signed_by=UNIT,
    signed_on=f"{YEAR + 1}年1月20日",
)

FIRST = "一、总体情况"
FIFTH = "五、存在的主要问题及改进情况"
SIXTH = "六、其他需要报告的事项"
Edit = Callable[["Editor"], None]


class Editor:
    """A document of this program, changed as a person changes it."""

    def retitle(self, *lines: str) -> None:
        """Write the title anew, over several lines marked as it was."""
        raise NotImplementedError

    def reword(self, heading: str, words: str) -> None:
        """Write a heading anew."""
        raise NotImplementedError

    def put_before_title(self, *lines: str) -> None:
        """Type lines above the title, marked as the body is."""
        raise NotImplementedError

    def put_last(self, line: str) -> None:
        """Type a line below all, marked as the body is."""
        raise NotImplementedError

    def saved(self, folder: Path) -> Path:
        raise NotImplementedError


class WebEditor(Editor):
    def __init__(self) -> None:
        self.page = render(REPORT, "html", draft=False).decode()

    def _replace(self, pattern: str, text: str) -> None:
        self.page, count = re.subn(pattern, lambda _: text, self.page, count=1)
        assert count == 1

    def retitle(self, *lines: str) -> None:
        self._replace(r"(?<=>)[^<]*(?=</h1>)", "<br>".join(lines))

    def reword(self, heading: str, words: str) -> None:
        self._replace(f"(?<=>){heading}(?=</h2>)", words)

    def put_before_title(self, *lines: str) -> None:
        body = "".join(f'<p class="nianbao-body">{line}</p>' for line in lines)
        self._replace("<h1 ", f"{body}<h1 ")

    def put_last(self, line: str) -> None:
        self._replace("</article>", f'<p class="nianbao-body">{line}</p></article>')

    def saved(self, folder: Path) -> Path:
        path = folder / "改过的.html"
        path.write_text(self.page, "utf-8")
        return path


class WordEditor(Editor):
    def __init__(self) -> None:
        self.document: Word = Document(io.BytesIO(render(REPORT, "docx", draft=False)))

    def retitle(self, *lines: str) -> None:
        title = next(p for p in self.document.paragraphs if p.style and p.style.name == WORD_TITLE)
        for line in lines[:-1]:
            title.insert_paragraph_before(line, style=WORD_TITLE)
        title.text = lines[-1]

    def reword(self, heading: str, words: str) -> None:
        found = next(p for p in self.document.paragraphs if p.text == heading)
        assert found.style is not None
        assert found.style.name in WORD_HEADINGS
        found.text = words

    def put_before_title(self, *lines: str) -> None:
        title = next(p for p in self.document.paragraphs if p.style and p.style.name == WORD_TITLE)
        for line in lines:
            title.insert_paragraph_before(line, style=WORD_BODY)

    def put_last(self, line: str) -> None:
        self.document.add_paragraph(line, style=WORD_BODY)

    def saved(self, folder: Path) -> Path:
        path = folder / "改过的.docx"
        self.document.save(str(path))
        return path


def title_on_two_lines(editor: Editor) -> None:
    editor.retitle(UNIT, f"{YEAR}年政府信息公开工作年度报告")


def title_broken_in_a_word(editor: Editor) -> None:
    editor.retitle(f"{UNIT}{YEAR}年政府信息", "公开工作年度报告")


def red_head(editor: Editor) -> None:
    editor.retitle(f"{UNIT}文件", UNIT, f"{YEAR}年政府信息公开工作年度报告")


def own_headings(editor: Editor) -> None:
    editor.reword(FIRST, "一、概述")
    editor.reword(FIFTH, "五、存在问题及下一步打算")
    editor.reword(SIXTH, "六、其他情况说明")


def cover_and_contents(editor: Editor) -> None:
    editor.put_before_title(
        f"{YEAR + 1}年1月", "目录", f"{FIRST} 1", "二、主动公开政府信息情况 2", f"{SIXTH} 6"
    )


def distribution(editor: Editor) -> None:
    editor.put_last(f"抄送：市人民政府办公室。{YEAR + 1}年1月20日印发")


def flat(lines: str) -> str:
    return "".join(lines.split())


@pytest.mark.parametrize("editor", [WebEditor, WordEditor])
@pytest.mark.parametrize(
    "edit",
    [title_on_two_lines, title_broken_in_a_word, red_head, own_headings, cover_and_contents, distribution],
)
def test_an_edited_export_is_read_whole(editor: type[Editor], edit: Edit, tmp_path: Path) -> None:
    """Title, unit, texts and figures are those of the report; what was added is named and stands in no section."""
    document = editor()
    edit(document)
    found: Imported = read(document.saved(tmp_path))
    assert (found.unit, found.year, flat(found.title)) == (UNIT, YEAR, TITLE)
    assert found.sections == TEXTS
    assert {key: found.cells.get(key) for key in REPORT.cells} == dict(REPORT.cells)
    told = flat("".join(item.text for item in found.unread))
    if edit is distribution:
        assert "抄送" in told
    if edit is red_head:
        assert f"{UNIT}文件" in told
    if edit is cover_and_contents:
        assert f"{YEAR + 1}年1月" in told


@pytest.mark.parametrize("editor", [WebEditor, WordEditor])
def test_the_marks_of_an_export_nobody_touched_are_believed(editor: type[Editor], tmp_path: Path) -> None:
    """A line of a text that looks like a heading, a date or a signature stays in its text."""
    own = "全年公开信息128条。\n六、其他需要报告的事项\n2025年1月20日"
    report = Report(1, Unit(1, UNIT), YEAR, NEW, cells=figures(NEW), sections=TEXTS | {"overview": own})
    path = tmp_path / ("原样.html" if editor is WebEditor else "原样.docx")
    path.write_bytes(render(report, path.suffix[1:], draft=False))
    assert read(path).sections == TEXTS | {"overview": own}


@pytest.mark.parametrize("fifth", [FIFTH, "五、问题"])
def test_a_list_within_a_section_begins_no_other(fifth: str, tmp_path: Path) -> None:
    """五 with points of its own numbered 一、 to 六、 keeps them: the heading of 六 stands below."""
    editor = WebEditor()
    points = [
        f"{number}、{words}"
        for number, words in zip(
            "一二三四五六", ("人员", "栏目", "培训", "考核", "宣传", "经费"), strict=True
        )
    ]
    body = "".join(f"<p>{point}</p><p>有待加强。</p>" for point in points)
    editor.reword(FIFTH, fifth)
    editor._replace(f"(?<={fifth}</h2>)", body)
    found = read(editor.saved(tmp_path))
    assert found.sections["other"] == TEXTS["other"]
    assert [line for line in found.sections["problems"].split("\n") if "、" in line[:2]] == points
