"""The letters about a request, and their texts as this program proposes them; a unit can change each of them.

The wording is our own; articles are those of 中华人民共和国政府信息公开条例 (国务院令第711号), the fee's notice is
国办函〔2020〕109号, and since 1 January 2024 a refusal names review before a suit (行政复议法 art. 23). What a clerk must add
stands in 【】. Names in braces are filled in from the ledger (`letter_fields`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.ledger.outcomes import OUTCOMES


class LetterKind(StrEnum):
    """What a letter is for."""

    RECEIPT = "receipt"
    CORRECTION = "correction"
    EXTENSION = "extension"
    THIRD_PARTY = "third_party"
    OTHER_BODY = "other_body"
    FEE = "fee"
    REPLY = "reply"


@dataclass(frozen=True)
class LetterForm:
    """A kind of letter: its name in lists, the title under the unit's name, and to whom it goes."""

    name: str
    title: str
    to: str = "{申请人}"


FORMS: Mapping[LetterKind, LetterForm] = {
    LetterKind.RECEIPT: LetterForm("登记回执", "政府信息公开申请登记回执"),
    LetterKind.CORRECTION: LetterForm("补正告知书", "政府信息公开申请补正告知书"),
    LetterKind.EXTENSION: LetterForm("延期答复告知书", "政府信息公开申请延期答复告知书"),
    LetterKind.THIRD_PARTY: LetterForm("征求意见书（第三方）", "政府信息公开征求意见书", "{征求对象}"),
    LetterKind.OTHER_BODY: LetterForm("征求意见函（其他机关）", "政府信息公开征求意见函", "{征求对象}"),
    LetterKind.FEE: LetterForm("收费通知书", "政府信息公开信息处理费收费通知书"),
    LetterKind.REPLY: LetterForm("答复书", "政府信息公开申请答复书"),
}

_OPENING = "本机关于{收到日期}收到您（贵单位）提出的政府信息公开申请（编号：{编号}），申请公开的内容是：{申请内容}。{补正情况}"
_RULES = "《中华人民共和国政府信息公开条例》"
REPLY_FRAME = "reply"
"""The key of the text that stands around a decision: {决定} and {救济途径} are put into it."""

TEXTS: dict[str, str] = {
    LetterKind.RECEIPT: "\n".join((
        "您（贵单位）提出的政府信息公开申请已经收到并登记，登记编号为{编号}，收到日期为{收到日期}，申请公开的内容是：{申请内容}。",
        f"根据{_RULES}第三十三条，本机关将在{{答复期限}}前答复。申请内容需要补正、需要延长答复期限或者需要征求意见的，本机关另行告知。",
    )),
    LetterKind.CORRECTION: "\n".join((
        _OPENING,
        f"经审查，申请内容不明确：【写明哪些内容不明确】。根据{_RULES}第三十条，请您（贵单位）在{{补正期限}}前补正，补正的事项是：【写明需要补正的事项和补正的方法】。",
        "答复期限自本机关收到补正的申请之日起计算。没有正当理由逾期不补正的，视为放弃申请，本机关不再处理这件申请。",
    )),
    LetterKind.EXTENSION: "\n".join((
        _OPENING,
        f"这件申请原应在{{原答复期限}}前答复。因【写明需要延长的原因】，经本机关政府信息公开工作机构负责人同意，根据{_RULES}第三十三条，答复期限延长至{{延长后期限}}。",
    )),
    LetterKind.THIRD_PARTY: "\n".join((
        "本机关收到一件政府信息公开申请，申请公开的内容是：{申请内容}。经审查，其中涉及你（单位）的【商业秘密、个人隐私】，公开可能损害你（单位）的合法权益。",
        f"根据{_RULES}第三十二条，请在收到本意见书之日起15个工作日内，书面答复是否同意公开；不同意公开的，请说明理由。逾期没有提出意见的，由本机关依照该条例的规定决定是否公开。",
        "联系方式：{联系方式}。",
    )),
    LetterKind.OTHER_BODY: "\n".join((
        "本机关收到一件政府信息公开申请，申请公开的内容是：{申请内容}。该信息由本机关牵头、与贵机关共同制作。",
        f"根据{_RULES}第三十四条，请在收到本函之日起15个工作日内书面提出意见，逾期没有提出意见的，视为同意公开。",
        "联系方式：{联系方式}。",
    )),
    LetterKind.FEE: "\n".join((
        _OPENING,
        f"您（贵单位）申请公开政府信息的数量、频次明显超过合理范围。根据{_RULES}第四十二条和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），本机关决定收取信息处理费{{收费金额}}元。计算方法：{{收费计算}}",
        "请在收到本通知次日起20个工作日内（{缴费期限}前）缴纳，缴纳方式：【写明缴纳方式】。逾期没有缴纳的，视为放弃申请，本机关不再处理这件申请。",
    )),
    REPLY_FRAME: "\n".join((_OPENING, f"经审查，根据{_RULES}（以下简称《条例》），答复如下：", "{决定}", "{救济途径}")),
}  # fmt: skip
"""The texts by their keys: kinds of letters, the frame of replies, and decisions as ``reply.granted``."""

_REFUSED = "根据《条例》{}和第三十六条第（三）项，本机关决定不予公开。理由：【写明理由】。"
DECISIONS: dict[str, tuple[str, str]] = {
    "granted": ("予以公开（提供信息）", "您（贵单位）申请公开的信息可以公开。根据《条例》第三十六条第（二）项，现向您（贵单位）提供该信息，见附件。"),
    "granted.published": ("予以公开（已主动公开）", "您（贵单位）申请公开的信息已经主动公开。根据《条例》第三十六条第（一）项，获取该信息的方式和途径是：【写明网址或者查阅地点】。"),
    "partly_granted": ("部分公开", "您（贵单位）申请公开的信息能够区分处理。根据《条例》第三十七条，现提供其中可以公开的内容，见附件。其余内容【写明哪些内容】，根据《条例》第【十四、十五或者十六】条不予公开。理由：【写明理由】。"),
    "refused_state_secret": (OUTCOMES["refused_state_secret"], "您（贵单位）申请公开的信息属于国家秘密。" + _REFUSED.format("第十四条")),
    "refused_forbidden_by_law": (OUTCOMES["refused_forbidden_by_law"], "您（贵单位）申请公开的信息属于法律、行政法规禁止公开的政府信息（依据：【写明法律、行政法规的条款】）。" + _REFUSED.format("第十四条")),
    "refused_security_stability": (OUTCOMES["refused_security_stability"], "您（贵单位）申请公开的信息公开后可能危及国家安全、公共安全、经济安全或者社会稳定。" + _REFUSED.format("第十四条")),
    "refused_third_party": (OUTCOMES["refused_third_party"], "您（贵单位）申请公开的信息涉及【商业秘密、个人隐私】，公开会损害第三方的合法权益。本机关已经书面征求第三方的意见，【写明第三方的意见】。" + _REFUSED.format("第十五条、第三十二条")),
    "refused_internal_affairs": (OUTCOMES["refused_internal_affairs"], "您（贵单位）申请公开的信息属于本机关【人事管理、后勤管理或者内部工作流程】方面的内部事务信息。" + _REFUSED.format("第十六条第一款")),
    "refused_deliberative": (OUTCOMES["refused_deliberative"], "您（贵单位）申请公开的信息属于本机关履行行政管理职能中形成的【讨论记录、过程稿、磋商信函或者请示报告】，是过程性信息。" + _REFUSED.format("第十六条第二款")),
    "refused_case_files": (OUTCOMES["refused_case_files"], "您（贵单位）申请公开的信息属于行政执法案卷信息。" + _REFUSED.format("第十六条第二款")),
    "refused_administrative_query": (OUTCOMES["refused_administrative_query"], "您（贵单位）申请公开的信息属于【工商、不动产】登记资料，有关法律、行政法规对它的获取有特别规定。根据《条例》第三十六条第（七）项，请依照【写明法律、行政法规】向【写明办理的机关】办理。"),
    "unavailable_not_held": ("无法提供（信息不存在）", "经检索，本机关没有您（贵单位）申请公开的信息。根据《条例》第三十六条第（四）项，现告知您（贵单位）该政府信息不存在。检索情况：【写明检索的范围和方法】。"),
    "unavailable_not_held.elsewhere": ("无法提供（不属于本机关负责公开）", "您（贵单位）申请公开的信息不属于本机关负责公开。理由：【写明理由】。根据《条例》第三十六条第（五）项，该信息由【写明机关的名称、联系方式】负责公开，请向该机关申请。"),
    "unavailable_needs_compiling": (OUTCOMES["unavailable_needs_compiling"], "您（贵单位）申请公开的信息没有现成的，需要本机关对现有政府信息进行加工、分析。根据《条例》第三十八条，本机关不予提供。"),
    "unavailable_unclear": (OUTCOMES["unavailable_unclear"], "您（贵单位）补正后，申请内容仍然不明确：【写明哪些内容不明确】。根据《条例》第二十九条、第三十条，本机关无法提供。"),
    "declined_petition": (OUTCOMES["declined_petition"], "您（贵单位）以政府信息公开申请的形式进行【信访、投诉、举报】。根据《条例》第三十九条第一款，本机关不作为政府信息公开申请处理，您（贵单位）可以通过【写明渠道】提出。"),
    "declined_duplicate": (OUTCOMES["declined_duplicate"], "您（贵单位）曾申请公开相同的信息，本机关已于【日期】以【文号】答复。根据《条例》第三十六条第（六）项，本机关不予重复处理。"),
    "declined_publication": (OUTCOMES["declined_publication"], "您（贵单位）要求提供的是公开出版物。根据《条例》第三十九条第二款，获取的途径是：【写明途径】。"),
    "declined_excessive": (OUTCOMES["declined_excessive"], "您（贵单位）申请公开政府信息的数量、频次明显超过合理范围，本机关已要求说明理由。经审查，所说明的理由不合理：【写明理由】。根据《条例》第三十五条，本机关不予处理。"),
    "declined_reconfirmation": (OUTCOMES["declined_reconfirmation"], "您（贵单位）已经获取所申请的信息，现要求本机关确认或者重新出具。本机关不予处理。依据和理由：【写明依据和理由】。"),
    "other_not_corrected": (OUTCOMES["other_not_corrected"], "本机关已告知您（贵单位）在{补正期限}前补正申请，您（贵单位）没有正当理由，逾期没有补正。根据《条例》第三十条，视为放弃申请，本机关不再处理。"),
    "other_fee_unpaid": (OUTCOMES["other_fee_unpaid"], "本机关已通知您（贵单位）在{缴费期限}前缴纳信息处理费，您（贵单位）逾期没有缴纳。根据《条例》第四十二条和国办函〔2020〕109号，视为放弃申请，本机关不再处理。"),
    "other_misc": (OUTCOMES["other_misc"], "【写明处理情况、依据和理由】。"),
}  # fmt: skip
"""The decisions: what each is called and its text. A key after a point is another case of the same result."""
TEXTS |= {f"{REPLY_FRAME}.{key}": text for key, (_, text) in DECISIONS.items()}

REVIEW_FIRST_TEXT = "remedy.review_first"
REVIEW_OR_SUIT_TEXT = "remedy.review_or_suit"
TEXTS |= {
    REVIEW_FIRST_TEXT: "如不服本答复，可以自收到本答复书之日起60日内向{复议机关}申请行政复议。根据《中华人民共和国行政复议法》第二十三条，对不予公开政府信息不服的，应当先申请行政复议，对行政复议决定不服的，可以再依法向人民法院提起行政诉讼。",
    REVIEW_OR_SUIT_TEXT: "如不服本答复，可以自收到本答复书之日起60日内向{复议机关}申请行政复议，或者在6个月内向{法院}提起行政诉讼。",
}  # fmt: skip


def text_name(key: str) -> str:
    """Return what a text is called in the list of texts."""
    if key in (REVIEW_FIRST_TEXT, REVIEW_OR_SUIT_TEXT):
        return "救济途径：" + ("先复议（不予公开）" if key == REVIEW_FIRST_TEXT else "复议或者诉讼")
    if key == REPLY_FRAME:
        return "答复书：首尾"
    kind, _, decision = key.partition(".")
    return f"答复书：{DECISIONS[decision][0]}" if decision else FORMS[LetterKind(kind)].name
