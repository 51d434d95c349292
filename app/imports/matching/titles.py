"""Recognises the lines around a report's text: its title with unit and year, its signature, and what a web page adds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.chinese_numerals import ARABIC_DIGITS, NUMBER, YEAR, YEAR_DIGIT
from app.forms.model import YEARLY, Form
from app.imports.matching.labels import squeeze
from app.unit_names import HAN

_ANY_YEAR = f"20[0-9]{{2}}|{YEAR}"
_ONE_OR_TWO = f"[0-9]{{1,2}}|{NUMBER}"
"""A number of one or two digits."""
_REPORT = re.compile(
    r"[^。；！？]{0,60}(?:信息|政务)公开[^。；！？，]{0,24}(?:年度报告|年报|报告)(?:\([^()]{1,20}\))?"
)
_YEAR = re.compile(rf"\(?(?P<year>{_ANY_YEAR})年?度?(?<=[年度])\)?")
_UNIT_END = "政府|办公室|办公厅|局|委|委员会|厅|院|中心|处|会|队|所|站|公司|学校|大学|学院|医院|镇|乡|街道|街道办事处|部|署|台|馆|社|行|区|县|市"
_UNIT_LINE = re.compile(rf"(?:关于)?[{HAN}()·]{{2,40}}(?:{_UNIT_END})(?:关于)?")
_TITLE_PIECE = re.compile(rf"(?:关于)?\(?(?:{_ANY_YEAR})年度?\)?|(?:政府信息公开)?(?:工作)?")
_DATE = re.compile(
    rf"\(?(?:{_ANY_YEAR})(?:年(?:{_ONE_OR_TWO})月(?:{_ONE_OR_TWO})日|[-./][0-9]{{1,2}}[-./][0-9]{{1,2}})\)?"
)
_CHROME = re.compile(
    r"(?:\[|【|\(|·|>|»)*(?:发布日期|发布时间|发布机构|发布单位|发文日期|发文机关|成文日期|生成日期|公开日期|公开时间|日期|时间|来源|信息来源|文章来源|来自|"
    r"作者|责任编辑|责编|编辑|审核|浏览次数|浏览量|浏览|阅读次数|阅读量|点击数|点击量|点击|访问量|字号|字体|文字大小|打印|关闭|分享|收藏|"
    r"上一篇|下一篇|上一条|下一条|相关文档|相关链接|文件下载|索引号|文号|发文字号|主题词|主题分类|关键词|名称|时效|有效性|当前位置|首页|您的位置|"
    r"您当前的位置|大中小|默认|标题|单位|采集时间|返回顶部)(?:此页|本页|窗口|到)*(?:$|[:：\]】)>|《〈\[（(大]|[0-9]|次|此文)"
    r"|扫一扫|分享到|您是第[0-9]+"
)
_SITE_FOOT = re.compile(
    r"ICP备[0-9]{5,}|网安备[0-9 ]{5,}|^[^,。;]*(?:网站标识码|网站地图|站点地图|隐私声明|友情链接|版权所有|法律声明|无障碍浏览)[^,。;]*$"
    r"|(?:主办|承办|协办|技术支持|运维|网站维护)(?:单位)?[:：]"
)
"""What a site puts below each of its pages."""
_LINK = re.compile(rf"[{HAN}]{{2,18}}(?:网|网站|官网)")
_ATTACHMENT = re.compile(
    r"(?:相关)?附件[0-9]{0,2}(?:[:：.].*|下载.*)?|附件.{0,60}\.(?:docx?|xlsx?|pdf|wps|ofd)"
)
_BEFORE_TITLE = re.compile(
    r"^(?:[-—–•·*#>»\s]+|(?:附件|附)[0-9一二三四五六七八九十]{0,2}[:：]|(?:文件)?(?:标题|名称|题名)[:：]|[【\[〔](?:[^】\]〕]{0,6}(?:年报|报告|公开|转发|公示|通知)[^】\]〕]{0,4})[】\]〕])+"
)
"""What a page or a list puts before a title."""
_YEAR_END = re.compile(rf"(?:20[0-9]{{0,2}}|二{YEAR_DIGIT}{{0,2}})$")
_PUBLIC = re.compile(r"(?:政府信息|政务信息|信息|政务)公开")
_WHOLE_BODY = re.compile(r"办公室|办公厅|委员会|管理局|管委会|中心")
"""Words that end a body's name and are no name alone: they belong to the line above."""
_WRITTEN_YEAR = re.compile(r"20[0-9]{2}(?=年)")
_LONGEST_LINE = 60
_TITLE_LINES = 3


@dataclass(frozen=True)
class FoundTitle:
    """A title found: its *text*, the *unit* and *year* in it (empty, 0), and how many *lines* it took."""

    text: str
    unit: str
    year: int
    lines: int


def title_at(lines: Sequence[str], start: int) -> FoundTitle | None:
    """Return the title that begins with line *start*, over up to three lines."""
    for count in range(min(_TITLE_LINES, len(lines) - start), 0, -1):
        group = [squeeze_title(line) for line in lines[start : start + count]]
        if not (all(_is_piece(line) for line in group[:-1]) and _is_title("".join(group))):
            continue
        if count > 1 and _is_body(group[0]) and _is_complete(group[1:]):
            return None
        title = _title("".join(group), count)
        return title if title.year else _with_year(title, lines[start + count : start + count + 1])
    return None


def title_of(form: Form, lines: Sequence[str]) -> FoundTitle | None:
    """Return the title that *lines* begin with. Titles of the yearly report are known in many wordings."""
    return title_at(lines, 0) if form.series == YEARLY else _title_like(form.title, lines)


def _title_like(template: str, lines: Sequence[str]) -> FoundTitle | None:
    """Return the title that a form's *template* ({unit}{year}年…) would have made."""
    pattern = re.escape(squeeze(template))
    pattern = pattern.replace(r"\{unit\}", "(?P<unit>.{2,40}?)").replace(r"\{year\}", "(?P<year>20[0-9]{2})")
    for count in range(1, min(_TITLE_LINES, len(lines)) + 1):
        text = "".join(squeeze_title(line) for line in lines[:count])
        if len(text) <= 2 * _LONGEST_LINE and (found := re.fullmatch(pattern, squeeze(text))):
            parts = found.groupdict()
            return FoundTitle(text, parts.get("unit", ""), int(parts.get("year", 0)), count)
    return None


def _with_year(title: FoundTitle, following: Sequence[str]) -> FoundTitle:
    """Take in a year that stands alone in the line below a title."""
    for line in following:
        text = squeeze_title(line)
        if year := _YEAR.fullmatch(squeeze(text)):
            return FoundTitle(title.text + text, title.unit, _year_number(year["year"]), title.lines + 1)
    return title


def _is_body(line: str) -> bool:
    """Whether a line names a body, not only a place whose body follows."""
    return bool(_UNIT_LINE.fullmatch(squeeze(line))) and not line.endswith(
        ("县", "市", "区", "州", "省", "关于")
    )


def _is_complete(group: Sequence[str]) -> bool:
    """Whether lines are a title with its own unit and year: what stands above them is the site's name."""
    for start in range(len(group)):
        text = "".join(group[start:])
        if not (all(_is_piece(line) for line in group[start:-1]) and _is_title(text)):
            continue
        title = _title(text, 1)
        if title.unit and not _WHOLE_BODY.fullmatch(title.unit):
            return bool(re.search("[省市州县区镇乡盟旗]", title.unit[:-1]))
    return False


def squeeze_title(line: str) -> str:
    """Return a title's line without blanks and what a page puts before it; its characters stay as they are."""
    return _BEFORE_TITLE.sub("", "".join(line.split()))


def _is_piece(line: str) -> bool:
    plain = squeeze(line)
    if not plain or len(plain) > _LONGEST_LINE or (_REPORT.fullmatch(plain) and not plain.startswith("关于")):
        return False
    return bool(
        _UNIT_LINE.fullmatch(plain)
        or _TITLE_PIECE.fullmatch(plain)
        or _YEAR.search(plain)
        or (_YEAR_END.search(plain) and not _DATE.search(plain))
    )


def _is_title(text: str) -> bool:
    plain = squeeze(text)
    return (
        len(plain) <= _LONGEST_LINE
        and bool(_REPORT.fullmatch(plain))
        and not re.search(r"^年|[>»|]", plain)
        and not is_chrome(plain)
        and not re.match(rf"[《\"“]|(?:{_ONE_OR_TWO})[、.]|\((?:{_ONE_OR_TWO})\)", plain)
    )


def _title(text: str, lines: int) -> FoundTitle:
    plain = squeeze(text)
    year = _YEAR.search(plain)
    before = plain[: year.start()] if year else plain
    if year and not re.sub(r"关于|[的(《]", "", before):
        before = plain[year.end() :]
    return FoundTitle(text, _unit(before), _year_number(year["year"]) if year else 0, lines)


def _unit(text: str) -> str:
    """Return the unit in a title's part that holds no year: what stands before its last 公开."""
    found = list(_PUBLIC.finditer(text))
    if found and not re.fullmatch(rf"[^公]*(?:{_UNIT_END}|办|科|股|组)", text[found[-1].end() :]):
        start = found[-1].start()
        # 人民政府信息公开 is a government's 信息公开: no body is called 人民.
        text = text[: start + 2 if text[:start].endswith("人民") else start]
    text = re.sub(r"^关于|(?:关于|年度?|的|[(《])+$|^[-—_]+|[-—_]+$", "", text)
    return text.strip("的")


def _year_number(text: str) -> int:
    digits = text.translate(ARABIC_DIGITS)
    return int(digits) if digits.isdecimal() else 0


def years_in(text: str) -> list[int]:
    """Return the years that a text names (2021年), in its order."""
    return [int(match.group()) for match in _WRITTEN_YEAR.finditer(squeeze(text))]


def is_date(text: str) -> bool:
    """Whether the text is a date and nothing else."""
    return bool(_DATE.fullmatch(squeeze(text)))


def is_unit(text: str) -> bool:
    """Whether the text reads as the name of a body and nothing else."""
    return bool(_UNIT_LINE.fullmatch(squeeze(text)))


def is_chrome(text: str) -> bool:
    """Whether the line is a web page's own (date of publication, font size, print, share)."""
    plain = squeeze(text)
    return len(plain) <= 2 * _LONGEST_LINE and bool(_CHROME.match(plain))


def is_site_foot(text: str) -> bool:
    """Whether the line stands at the foot of a site's pages (who runs it, its number in the register)."""
    plain = squeeze(text)
    return len(plain) <= 2 * _LONGEST_LINE and bool(
        _SITE_FOOT.search(plain) and not re.search("[。;]", plain)
    )


def is_link(text: str) -> bool:
    """Whether the line is the name of another site; among a page's texts it may be anything."""
    return bool(_LINK.fullmatch(squeeze(text)))


def is_attachment(text: str) -> bool:
    """Whether the line names an attachment."""
    plain = squeeze(text)
    return len(plain) <= 2 * _LONGEST_LINE and bool(_ATTACHMENT.fullmatch(plain))
