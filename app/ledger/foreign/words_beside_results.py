"""Finds words beside a row's result, in a note or an unknown column, that may change how the row counts: the user is asked."""

import re
from collections.abc import Iterator

from app.ledger.foreign.result_phrases import VOID, ResultPhrases, phrases_in
from app.ledger.foreign.vocabulary import GIVEN, listed, plain

_ENDS_ALONE = frozenset(("withdrawn", VOID, "other_not_corrected", "other_fee_unpaid"))
"""What ends a request without an answer, and may be told beside the result only."""
_NOT_COUNTED = re.compile(
    "(?:误|错)(?:登|录|收|填|受理|转)|(?:登记|录入|受理)有误|重复(?:登记|录入|统计)"
    "|(?:系|属|为|是)[^，。；]{1,12}(?:局|委|办|府|厅|署|处|县|区|市|镇|乡|街道|机关|单位|部门)的?(?:件|申请)"
    "|(?:实|应)(?:为|系)[^，。；]{1,12}[年件]|应(?:计入|列为|归入|归为|按)|删除|剔除|并入|(?:不|未)(?:计入|纳入|列入)|不(?:作|予)?统计|另行统计|统计在|已?由[^，。；]{1,12}统计|注销|销号"
)
"""Words of a row that is in the ledger by mistake, or that another body counts."""
_OF_A_TEST = re.compile("(?:系统)?(?:测试|试运行|演示)(?:件|数据|用|人员|申请|用户)?[0-9]*")
_GOES_ON = re.compile(
    "延期|延长|补正|征求|征询|会商|协办|拟|待|正在|办理中|处理中|在办|尚未|暂未|结转|上[年期季]|下[年期季]|转来|收[到件]|签收|登记"
    "|邮|快递|挂号|EMS|网|当面|现场|窗口|传真|来[信函访人]|代理|委托|联系人|加急|督办|期限|到期|同[上前]|〃|同一申请人|另[见有]|见附件|第?[0-9]+号?|一事一申请"
)
"""Words of a note about a request that still goes on."""
_CHANGED = re.compile("重新(?:答复|作出)|撤销|改为|变更为|更正为|原(?:答复|决定)")
"""Words of an answer that took the place of another one."""
_BY_ANOTHER = re.compile(
    "代收|(?<!本)(?<!我)由(?!本|我)[^，。；]{1,12}(?:局|委|办|厅|署|处|县|区|市|镇|乡|街道|机关|单位|部门)(?:负责|统一)?(?:办理|答复|处理|回复)"
)
"""Words of a request that another body answered."""
_IDLE_HEADING = re.compile("用途|目的|拟办|批示|原因|依据|附件|公章|签名")
"""What heads columns whose words are no results, however much they sound so."""


def is_idle(heading: str) -> bool:
    """Whether nothing that bears on a result is looked for below a heading."""
    return _IDLE_HEADING.search(heading) is not None


def stray_row(applicant: str, content: str, beside: Iterator[str]) -> str:
    """Return the words that say of a row that it is a test, a mistake, or counted elsewhere; empty for a request."""
    for text in (applicant, content):
        if _OF_A_TEST.fullmatch(plain(text)):
            return text
    for text in beside:
        words = plain(text)
        if _OF_A_TEST.fullmatch(words) or _NOT_COUNTED.search(words):
            return text
    return ""


def other_end(key: str, text: str) -> bool:
    """Whether a note tells another end than the result *key* (empty while the request is open)."""
    said = phrases_in(plain(text))
    told = set(said.keys)
    if not key:
        return _may_be_over(plain(text), said)
    if _CHANGED.search(plain(text)) or (
        key.startswith(("granted", "partly_", "refused_")) and _BY_ANOTHER.search(plain(text))
    ):
        return True
    if said.considered or not told:
        return False
    if key in GIVEN:
        # What an answer leaves out is said in a note as well as in the result: 部分公开, 涉及个人隐私.
        parts = {name for name in told if name.startswith(("refused_", "unavailable_"))}
        return bool(told - GIVEN - parts) or (key == "granted" and bool(parts))
    return not _ENDS_ALONE.isdisjoint(told - {key})


def _may_be_over(words: str, said: ResultPhrases) -> bool:
    """Whether a note on a request without a result says anything but that it goes on."""
    if words in ("", *listed("no")):
        return False
    clauses = [clause for clause in re.split("[，。；]", words) if clause]
    ended = not said.considered and bool(set(said.keys) - {"refused_third_party"})
    return ended or _OVER.search(words) is not None or not all(map(_GOES_ON.search, clauses))


_OVER = re.compile(
    "(?<![未待没])(?:办结|办毕|已办|完成|归档|结束|结案|送达|已答|已回|关闭|终止|办完|撤|放弃|失效|退回|注销|取消|不再)"
    "|(?<!未)已[^，。；]{0,4}(?:答复|回复|公开|提供|寄|邮|发送)"
)


_UNDER_WAY = re.compile(
    "受理|(?<!已)审[核批查]|收件|[未待]|承办|流转|认领|新[收建]|正常|交办|分[办发]|草拟|会签|进行|办理|处理$"
)
"""Words of a state of a request that goes on, besides those of a note."""


_STOPPED = re.compile("不予|不再|拒|退|停|中止|无[需须]|免")


def may_be_over(state: str) -> bool:
    """Whether a state of a request without a result says anything but that it goes on."""
    words = plain(state)
    if words in listed("open"):
        return False
    if _UNDER_WAY.search(words) and not _OVER.search(words) and not _STOPPED.search(words):
        return False
    return _may_be_over(words, phrases_in(words))


def is_over(state: str) -> bool:
    """Whether a state says that a request is over, without saying what it came to."""
    return _OVER.search(plain(state)) is not None


def tells_an_end(text: str) -> bool:
    """Whether a column that nobody can tell has words of an end in it, for a request that has no result."""
    said: ResultPhrases = phrases_in(plain(text))
    return not said.considered and (bool(said.keys) or said.refused)
