"""Rules for fixed words that a checking office looks at: citations, set phrases, paired marks, and who is speaking."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.chinese_numerals import DIGITS, chinese_numeral
from app.forms.narrative import Narrative
from app.lazy_pattern import pattern
from app.rules.examination import Examination
from app.rules.model import Finding, Severity
from app.rules.rule import NOTICE, REGULATION, Span, rule
from app.rules.sentences.line_search import LineSearch
from app.rules.sentences.plain_sentences import CLAUSE_MARKS, plain
from app.rules.text_corrections import words_replaced

_DECREE = pattern(
    r"(?:《?(?:中华人民共和国)?政府信息公开条例》?|《条例》)[（(]?(?:中华人民共和国)?(?:国务院|国)?令(?:第)?(?P<n>[0-9]{1,4})号"
    r"|(?:国务院|国)令(?:第)?(?P<m>[0-9]{1,4})号[)）]?(?:公布的?|发布的?)?《?(?:中华人民共和国)?政府信息公开条例"
    r"|《?(?:中华人民共和国)?政府信息公开条例》?[（(]?国务院第(?P<k>[0-9]{1,4})号令"
)
_LETTER = pattern(r"国办公开办函[〔\[【(（](?P<n>20[0-9]{2}[〕\]】)）][0-9]{1,3})号")
_FORMAT = pattern(r"年度?报告|年报|格式|编制|编写|撰写")
_IN_FORCE = "711"


@rule("text.citation", "引用的文号", "政府信息公开条例是国务院令第711号，年度报告格式的文号应是本格式的文号。", source=f"{REGULATION}；{NOTICE}", of_texts=True)  # fmt: skip
def citations(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each wrong number of the regulation or of the notice that sets the report's format."""
    for sentence in examined.sentences:
        if "令" in sentence.text:
            for match in _DECREE.finditer(sentence.plain):
                number = match["n"] or match["m"] or match["k"]
                if number != _IN_FORCE:
                    message = f"文中写国务院令第{number}号，现行《政府信息公开条例》是国务院令第711号。"
                    certain = words_replaced(sentence, f"{number}号", f"{_IN_FORCE}号")
                    yield citations.at_sentence(message, sentence, replacements=certain)
        if "办函" in sentence.text and _FORMAT.search(sentence.text):
            notice = _LETTER.search(examined.report.form.notice)
            wanted = re.sub(r"[^0-9]+", "-", notice["n"]) if notice else ""
            cited = [re.sub(r"[^0-9]+", "-", match["n"]) for match in _LETTER.finditer(sentence.plain)]
            if wanted and cited and wanted not in cited:
                message = f"文中所引文号与本格式的文号（{examined.report.form.notice}）不同，请核对。"
                letters = [match.group() for match in _LETTER.finditer(sentence.text)]
                right = _LETTER.search(examined.report.form.notice)
                certain = (
                    words_replaced(sentence, letters[0], right.group()) if right and len(letters) == 1 else ()
                )
                yield citations.at_sentence(message, sentence, replacements=certain)


@lru_cache(maxsize=8)
def _any_of(narrative: Narrative) -> LineSearch:
    """Return the search for any set phrase in a wrong form."""
    return LineSearch(narrative.phrases.wrong)


@rule("text.set_phrase", "固定用语", "固定用语缺字或字序颠倒，如“以公开为常态、不公开为例外”少了“不”。", source=f"{REGULATION}第五条", of_texts=True)  # fmt: skip
def set_phrases(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each set phrase that has lost a word or has its words out of order."""
    for section, text in examined.texts.items():
        narrative = examined.report.form.narrative
        for start, end, match in _any_of(narrative).finditer(text):
            right = narrative.phrases.right[int((match.lastgroup or "p0")[1:])]
            message = f"“{match.group()}”疑有错漏，通常写作“{right}”。"
            certain = _set_right(match.group(), right)
            yield set_phrases.at_words(message, section, text, start, end, certain)


def _set_right(wrong: str, right: str) -> str | None:
    """Return the phrase with its words in order, or with what it has lost, in the marks of the writer."""
    ordered = right[: len(wrong)]
    if sorted(ordered) == sorted(wrong):
        return ordered
    whole = right[right.index(wrong[0]) :] if wrong[0] in right else right
    marks = [c for c in wrong if c in _PAUSES]
    parts = re.split(f"[{_PAUSES}]", whole)
    if len(marks) != len(parts) - 1:
        return None
    whole = "".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True))
    rest = iter(whole)
    return whole if all(c in rest for c in wrong) and len(whole) - len(wrong) <= _LOST else None


_PAUSES = "、，,"
_LOST = 2
_CLOSING = dict(zip("）)》〉】〕］」』”", "（(《〈【〔［「『“", strict=True))
_OPENING = frozenset(_CLOSING.values())
_ALIKE = str.maketrans("()", "（）")
_BRACKET = pattern("[][)(）（》《〉〈】【〕〔］［」「』『”“]")
_ENUMERATOR = pattern(r"(?:^|[\s，。；：、（])[0-9０-９一二三四五六七八九十]{1,3}$|^[A-Za-z]$")
_LONGEST_LINE = 5_000


@rule("text.pairs", "括号、引号成对", "括号、书名号、引号在一段之内应当成对。", source="GB/T 15834-2011", of_texts=True)  # fmt: skip
def pairs(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each bracket, title mark or quote that is not paired within its paragraph."""
    for section, text in examined.texts.items():
        start = 0
        for line in text.split("\n"):
            at = _single(line[:_LONGEST_LINE])
            if at is not None:
                around = line[max(0, at - 6) : at + 7].strip()
                message = f"“{line[at]}”没有成对（“{around}”），请补上另一半。"
                place = start + at
                yield pairs.at_words(message, section, text, place, place + 1)
            start += len(line) + 1


def _single(line: str) -> int | None:
    """Return the place of the first mark of *line* without its other half; 1） needs none."""
    open_: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(line):
        at, mark = match.start(), match.group().translate(_ALIKE)
        if mark in _OPENING:
            open_.append((mark, at))
        elif mark in _CLOSING:
            wanted = _CLOSING[mark].translate(_ALIKE)
            if open_ and open_[-1][0] == wanted:
                open_.pop()
            elif not (mark == "）" and not open_ and _ENUMERATOR.search(line[max(0, at - 4) : at])):
                return open_[-1][1] if any(one == wanted for one, _ in open_) else at
    return open_[0][1] if open_ else None


_DOUBLE_MARKS = LineSearch(r"[，。、；：]{2,}|[！？][，。；]")


@rule("text.double_mark", "重复的标点", "两个标点连写，如“。。”“，。”。", source="GB/T 15834-2011", of_texts=True)  # fmt: skip
def double_marks(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each pair of marks where one belongs (。。, ，。)."""
    for section, text in examined.texts.items():
        for start, end, match in _DOUBLE_MARKS.finditer(text):
            around = text[max(0, start - 6) : end].rpartition("\n")[2]
            message = f"“{around}”处标点重复，请保留一个。"
            marks = match.group()
            one = marks[0] if len(set(marks)) == 1 else None
            yield double_marks.at_words(message, section, text, start, end, one)


_PARTS_SAID = pattern("(?P<n>[3-9三四五六七八九])个?部分")


@rule("text.parts_listed", "部分的个数", "前言说报告有几个部分，列出的就应有几个。", source=NOTICE, of_texts=True)  # fmt: skip
def parts_listed(examined: Examination) -> Iterator[Finding]:
    """Yield a finding where 六个部分 is followed, or preceded, by a list of fewer or more parts."""
    for sentence in examined.sentences:
        said = None
        if sentence.section == "preface" and "部分" in sentence.text:
            said = _PARTS_SAID.search(sentence.text)
        if said is None:
            continue
        number = int(said["n"]) if said["n"].isdigit() else DIGITS[said["n"]]
        parts = examined.report.form.narrative.parts
        listed = sum(any(map(sentence.text.__contains__, words)) for words in parts)
        if parts and listed >= len(parts) // 2 + 1 and listed != number:
            message = f"文中说{chinese_numeral(number)}个部分，而列出的是{chinese_numeral(listed)}个。"
            yield parts_listed.at_sentence(message, sentence)


_OURSELVES = pattern(
    r"(?<![自你让使])我(?P<body>局|委(?!托|员)|厅|镇|乡|街道|院|校|办(?!理|事|公|学|结|好))"
    r"|(?:^|(?<=[，。；：、年是由对在]))本(?P<own>局(?!面|部|势)|厅|镇|乡(?!土)|街道)"
)
_OUR_OWN = ("本局", "本厅", "本镇", "本乡", "本街道")
_BODIES = ("局", "委", "厅", "镇", "乡", "街道", "院", "校", "办")
_QUOTED = pattern(r"“[^”]{0,200}”|《[^》]{0,80}》")
_TITLE = pattern(r"(?P<body>[^\W\d_A-Za-z]{3,40})20[0-9]{2}年度?政府信息公开(?:工作)?年度?报告")
_ONE_BODY = ("局", "委员会", "街道办事处", "镇人民政府", "乡人民政府")
"""What the names of bodies end in whose reports are of nobody else."""

_SAID_OF_ONESELF = ("高度重视", "认真贯彻", "认真落实", "严格按照", "深入贯彻")
_SPEAKING = pattern(
    r"(?:20[0-9]{2}年(?:度|以来)?[，,]?)?(?P<body>(?![^，。]{0,12}(?:各|下属|所属|直属|基层))[^\W\d_A-Za-z]{2,16}?(?:局|委员会|街道办事处|[乡镇]人民政府))"
    rf"(?:始终|一直|坚持|党组|党委|领导)?(?:{'|'.join(_SAID_OF_ONESELF)})"
)
_TAIL = 4


@rule("text.other_body", "其他单位的名称", "标题、文字中的单位和自称应是本单位，如镇的报告中不应写“我局”。", source=f"{REGULATION}第四十九条", of_texts=True)  # fmt: skip
def other_body(examined: Examination) -> Iterator[Finding]:
    """Yield a finding where the report speaks as another body: 我局 in a 镇's, another name in title or text."""
    name = examined.report.unit.name
    titled = _TITLE.match(plain(examined.report.title))
    if titled and not _names(titled["body"], name):
        message = f"标题写的是“{titled['body']}”，而本报告的单位是“{name}”。"
        yield other_body.found(message)
    if not any(body in name for body in _BODIES):
        return
    alone = name.endswith(_ONE_BODY) and any(
        word in text for text in examined.texts.values() for word in _SAID_OF_ONESELF
    )
    for sentence in examined.sentences:
        text = sentence.text
        if "我" in text or ("本" in text and any(words in text for words in _OUR_OWN)):
            match = _OURSELVES.search(_QUOTED.sub("", sentence.text))
            if match and (match["body"] or match["own"]) not in name:
                message = f"文中自称“{match.group()}”，而本报告的单位是“{name}”。"
                own = _short_of(name)
                certain = words_replaced(sentence, match.group(), match.group()[0] + own) if own else ()
                yield other_body.at_sentence(message, sentence, replacements=certain)
                continue
        stated = _TITLE.search(sentence.plain) if "报告" in sentence.text else None
        if stated and not _names(stated["body"], name):
            message = f"文中写的是“{stated['body'][-12:]}”的报告，而本报告的单位是“{name}”。"
            yield other_body.at_sentence(message, sentence)
            continue
        speaking = _speaks(text) if alone and sentence.section != "preface" else ""
        if speaking and not _names(speaking, name):
            message = f"这句说的是“{speaking}”，而本报告的单位是“{name}”，请核对。"
            yield other_body.at_sentence(message, sentence, severity=Severity.ASK)


def _speaks(text: str) -> str:
    """Return the body that a sentence begins with and says what such a report says of its own body; empty for none."""
    if not any(word in text for word in _SAID_OF_ONESELF):
        return ""
    found = _SPEAKING.match(text)
    return found["body"] if found else ""


def _short_of(name: str) -> str:
    """Return how a body calls itself after 我: 局 for 县水利局; empty where that is not sure."""
    if name.endswith("街道办事处"):
        return "街道"
    if name.endswith("委员会"):
        return "委"
    last = name.removesuffix("人民政府")[-1:]
    governs = name.endswith("人民政府") and last in "镇乡"
    return last if governs or (last in "局厅" and name.endswith(last)) else ""


def _names(body: str, name: str) -> bool:
    """Whether *body*, words before it included, may stand for *name*: 县政府办公室 for 县人民政府办公室."""
    tail = body[-_TAIL:]
    return _is_within(name, body) or _is_within(tail, name) or body.endswith(("本机关", "本单位", "关于"))


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of *short* stand in *long* in their order."""
    rest = iter(long)
    return all(character in rest for character in short)


_BETTER = (
    "改进", "改善", "整改", "下一步", "下步", "今后", "将", "加强", "完善", "提升", "提高", "优化", "强化", "健全", "措施", "计划", "努力", "进一步",
)  # fmt: skip


@rule("text.improvement", "改进情况", "第五部分既要写存在的主要问题，也要写改进情况。", source=NOTICE, yearly_alone=True, of_texts=True)  # fmt: skip
def improvement(examined: Examination) -> Iterator[Finding]:
    """Yield a finding when section five names problems and not how they will be mended."""
    text = examined.texts.get("problems", "")
    if text and not any(word in text for word in _BETTER):
        message = "“五、存在的主要问题及改进情况”只写了问题，没有写改进情况。"
        yield improvement.found(message, span=Span("problems"))


_CHARGED = pattern(
    r"(?:收取|收)了?(?:政府信息公开)?(?:信息)?处理费(?!的?(?:情况|标准|管理|办法|制度|规定|工作))"
)
_NOT_CHARGED = ("未", "没", "无", "不", "免", "零", "是否", "依照", "按照", "依据")
_NONE = pattern("(?<![0-9])0(?![0-9])")
_SUM = pattern("[0-9][0-9.]*[万亿]?元|[一二三四五六七八九十百千万两零]+元")


@rule("text.fee_amount", "信息处理费的金额", "文中说收取了信息处理费的，应写明金额。", source="国办函〔2020〕109号", yearly_alone=True, of_texts=True)  # fmt: skip
def fee_amount(examined: Examination) -> Iterator[Finding]:
    """Yield a question where a fee is said to have been collected and no sum is given."""
    for sentence in examined.sentences:
        text = sentence.plain
        charged = _CHARGED.search(text) if "处理费" in text else None
        if charged is None:
            continue
        begin = max(text.rfind(mark, 0, charged.start()) for mark in CLAUSE_MARKS) + 1
        told = text[begin : charged.end() + 1]
        denied = any(word in told for word in _NOT_CHARGED) or ("0" in told and _NONE.search(told))
        if not denied and not _SUM.search(text):
            message = "文中说收取了信息处理费，没有写明金额。"
            yield fee_amount.at_sentence(message, sentence)
