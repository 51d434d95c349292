"""What the two official forms contain and what must hold in them, written out a second time and by hand.

The tests compare the program with this, so nothing here may be derived from ``app`` or from the form files.
"""

COLUMNS = (
    ("natural_person", "自然人"),
    ("enterprise", "商业企业"),
    ("research_institute", "科研机构"),
    ("public_welfare_org", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other_org", "其他"),
    ("total", "总计"),
)
SIX = tuple(key for key, _ in COLUMNS[:-1])
SEVEN = tuple(key for key, _ in COLUMNS)

_RESULTS = (
    ("granted", "（一）予以公开"),
    ("partly_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("refused_state_secret", "1.属于国家秘密"),
    ("refused_forbidden_by_law", "2.其他法律行政法规禁止公开"),
    ("refused_security_stability", "3.危及“三安全一稳定”"),
    ("refused_third_party", "4.保护第三方合法权益"),
    ("refused_internal_affairs", "5.属于三类内部事务信息"),
    ("refused_deliberative", "6.属于四类过程性信息"),
    ("refused_case_files", "7.属于行政执法案卷"),
    ("refused_administrative_query", "8.属于行政查询事项"),
    ("unavailable_not_held", "1.本机关不掌握相关政府信息"),
    ("unavailable_needs_compiling", "2.没有现成信息需要另行制作"),
    ("unavailable_unclear", "3.补正后申请内容仍不明确"),
    ("declined_petition", "1.信访举报投诉类申请"),
    ("declined_duplicate", "2.重复申请"),
    ("declined_publication", "3.要求提供公开出版物"),
    ("declined_excessive", "4.无正当理由大量反复申请"),
    ("declined_reconfirmation", "5.要求行政机关确认或重新出具已获取信息"),
)
_OTHER = {
    "cn-disclosure-2021": (
        ("other_not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
        ("other_fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
        ("other_misc", "3.其他"),
    ),
    "cn-disclosure-2019": (("other_handling", "（六）其他处理"),),
}


def results(form: str) -> tuple[tuple[str, str], ...]:
    """The rows of 三、本年度办理结果 that （七）总计 sums up."""
    return (*_RESULTS, *_OTHER[form])


def application_rows(form: str) -> tuple[tuple[str, str], ...]:
    """The rows of section 三 in printed order."""
    return (
        ("new", "一、本年新收政府信息公开申请数量"),
        ("carried_in", "二、上年结转政府信息公开申请数量"),
        *results(form),
        ("total", "（七）总计"),
        ("carried_out", "四、结转下年度继续办理"),
    )


DISPUTE_ROWS = (
    ("review", "行政复议"),
    ("direct_suit", "未经复议直接起诉"),
    ("suit_after_review", "复议后起诉"),
)
DISPUTE_COLUMNS = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)

_ITEMS = (("previous_items", "上一年项目数量"), ("change", "本年增/减"))
_PROCESSED = (*_ITEMS, ("decisions", "处理决定数量"))
_STOCK = (("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数"))
_DECIDED = (("decisions", "本年处理决定数量"),)
_MADE = (("made", "本年新制作数量"), ("disclosed", "本年新公开数量"), ("in_total", "对外公开总数量"))

DISCLOSURE = {
    "cn-disclosure-2021": (
        ("第二十条第（一）项", (("rules", "规章"), ("normative_documents", "行政规范性文件")), _STOCK),
        ("第二十条第（五）项", (("licensing", "行政许可"),), _DECIDED),
        ("第二十条第（六）项", (("penalties", "行政处罚"), ("coercion", "行政强制")), _DECIDED),
        ("第二十条第（八）项", (("fees", "行政事业性收费"),), (("amount", "本年收费金额（单位：万元）"),)),
    ),
    "cn-disclosure-2019": (
        ("第二十条第（一）项", (("rules", "规章"), ("normative_documents", "规范性文件")), _MADE),
        ("第二十条第（五）项", (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项")), _PROCESSED),
        ("第二十条第（六）项", (("penalties", "行政处罚"), ("coercion", "行政强制")), _PROCESSED),
        ("第二十条第（八）项", (("fees", "行政事业性收费"),), _ITEMS),
        ("第二十条第（九）项", (("procurement", "政府集中采购"),), (("items", "采购项目数量"), ("amount", "采购总金额"))),
    ),
}  # fmt: skip
"""Section 二: caption, rows and columns of each part."""

AMOUNTS = {"disclosure.fees.amount", "disclosure.procurement.amount"}
SIGNED = "change"
"""The column that may hold a negative number."""

HEADINGS = {
    "cn-disclosure-2021": (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
    "cn-disclosure-2019": (
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、政府信息公开工作存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ),
}
FORM_IDS = tuple(HEADINGS)


def cell_keys(form: str) -> list[str]:
    """Every cell of a form, in printed order."""
    disclosure = [
        f"disclosure.{row}.{column}"
        for _, rows, columns in DISCLOSURE[form]
        for row, _ in rows
        for column, _ in columns
    ]
    applications = [f"applications.{row}.{column}" for row, _ in application_rows(form) for column in SEVEN]
    disputes = [f"disputes.{row}.{column}" for row, _ in DISPUTE_ROWS for column, _ in DISPUTE_COLUMNS]
    return disclosure + applications + disputes


def equations(form: str) -> dict[str, tuple[list[str], list[str]]]:
    """The equations that block 定稿: the cells summed on the left and on the right."""
    written: dict[str, tuple[list[str], list[str]]] = {}
    for column in SEVEN:
        total = f"applications.total.{column}"
        written[f"applications.balance.{column}"] = (
            [f"applications.new.{column}", f"applications.carried_in.{column}"],
            [total, f"applications.carried_out.{column}"],
        )
        written[f"applications.results.{column}"] = (
            [total],
            [f"applications.{row}.{column}" for row, _ in results(form)],
        )
    for row, _ in application_rows(form):
        written[f"applications.row_total.{row}"] = (
            [f"applications.{row}.total"],
            [f"applications.{row}.{column}" for column in SIX],
        )
    for row, _ in DISPUTE_ROWS:
        parts = [f"disputes.{row}.{column}" for column, _ in DISPUTE_COLUMNS[:-1]]
        written[f"disputes.total.{row}"] = ([f"disputes.{row}.total"], parts)
    return written


def total_keys(form: str) -> set[str]:
    """The cells that are sums of others."""
    return {
        left[0] for rule, (left, _) in equations(form).items() if not rule.startswith("applications.balance")
    }
