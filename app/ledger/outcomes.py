"""The results a request may end with, by neutral keys; a form's file says which row each one counts to."""

OUTCOMES = {
    "granted": "予以公开",
    "partly_granted": "部分公开",
    "refused_state_secret": "不予公开：属于国家秘密",
    "refused_forbidden_by_law": "不予公开：其他法律行政法规禁止公开",
    "refused_security_stability": "不予公开：危及“三安全一稳定”",
    "refused_third_party": "不予公开：保护第三方合法权益",
    "refused_internal_affairs": "不予公开：属于三类内部事务信息",
    "refused_deliberative": "不予公开：属于四类过程性信息",
    "refused_case_files": "不予公开：属于行政执法案卷",
    "refused_administrative_query": "不予公开：属于行政查询事项",
    "unavailable_not_held": "无法提供：本机关不掌握相关政府信息",
    "unavailable_needs_compiling": "无法提供：没有现成信息需要另行制作",
    "unavailable_unclear": "无法提供：补正后申请内容仍不明确",
    "declined_petition": "不予处理：信访举报投诉类申请",
    "declined_duplicate": "不予处理：重复申请",
    "declined_publication": "不予处理：要求提供公开出版物",
    "declined_excessive": "不予处理：无正当理由大量反复申请",
    "declined_reconfirmation": "不予处理：要求确认或重新出具已获取信息",
    "other_not_corrected": "其他处理：逾期不补正",
    "other_fee_unpaid": "其他处理：逾期未缴费",
    "other_misc": "其他处理：其他",
}
"""Results that are a row of the table."""

MATTERS = {
    "withdrawn": "申请人撤回",
    "consultation": "咨询",
    "not_government_information": "不属于政府信息",
    "archived": "已移交国家档案馆",
    "passed_on": "转办、移交",
    "unclear_before_correction": "申请内容不明确",
    "internal_or_deliberative": "内部管理信息及过程性信息",
}
"""Results of which a unit's choice says where they count (`app.ledger.counting_choices`)."""

VOID = "void"
"""A number that was given to no request: 作废, 空号."""

CASE_ONLY = "case_only"
"""No request: it only holds disputes about a request that is not in the ledger."""

TYPES = {
    "natural_person": "自然人",
    "enterprise": "商业企业",
    "research_institute": "科研机构",
    "public_welfare_org": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_org": "其他组织",
}
INDIVIDUAL_BUSINESS = "individual_business"
"""个体工商户: by choice a natural person or an enterprise."""
TRADE_ASSOCIATION = "trade_association"
"""行业协会、商会: by choice a public welfare organization or another one."""
ALL_TYPES = {**TYPES, INDIVIDUAL_BUSINESS: "个体工商户", TRADE_ASSOCIATION: "行业协会、商会"}

DISPUTE_OUTCOMES = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}


def outcome_name(key: str) -> str:
    """Return what a result is called; the key itself for one that this program does not know."""
    return OUTCOMES.get(key) or MATTERS.get(key) or {VOID: "作废", CASE_ONLY: "只有复议诉讼"}.get(key, key)
