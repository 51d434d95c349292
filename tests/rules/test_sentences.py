"""What each sentence must be taken for, against the figures of `example.FIGURES`.

AGREES: the named claim is read and nothing at all is found. CONTRADICTS: a warning of the named claim. ASKS: a
question. SILENT: nothing is found and nothing read as a claim, because the words are about something else.
"""

import pytest
from example import filled, with_text

from app.report import Report
from app.rules.check import check
from app.rules.model import Finding, Severity
from app.rules.narrative import Agreement
from app.rules.subject import Subject

AGREES = [
    ("2025年共收到政府信息公开申请60件。", "new"),
    ("全年我局共收到依申请公开60件，比较平稳。", "new"),
    ("本年度新收政府信息公开申请６０件，按规定登记。", "new"),
    ("本年收到六十件政府信息公开申请。", "new"),
    ("全年受理政府信息公开申请63件（含上年结转3件），办结58件。", "new_and_carried_in"),
    ("上年度结转申请3件。", "carried_in"),
    ("另有结转上年度的申请三件。", "carried_in"),
    ("全年办结58件。", "total"),
    ("2025年办理政府信息公开申请58件。", "total"),
    ("全年按期答复政府信息公开申请58件。", "total"),
    ("其余5件顺延至下一年度办理。", "carried_out"),
    ("结转下年度继续办理5件。", "carried_out"),
    ("结转至2026年办理五件。", "carried_out"),
    ("从申请人看，自然人申请47件，法人或其他组织申请13件。", "organizations"),
    ("来自商业企业的有12件，即商业企业申请12件。", "enterprise"),
    ("法律服务机构提出的申请1件。", "legal_service"),
    ("办理结果为：予以公开27件、部分公开6件、不予公开8件、无法提供13件、不予处理2件、其他处理2件。", "declined"),
    ("予以公开及部分公开33件。", "granted_and_partly_granted"),
    ("同意公开二十七件。", "granted"),
    ("对6件申请作出部分公开，其余按规定答复。", "partly_granted"),
    ("不予公开8件，其中属于国家秘密1件，属于三类内部事务信息2件，属于四类过程性信息3件。", "refused"),
    ("涉及行政执法案卷1件。", "refused_case_files"),
    ("为保护第三方合法权益不予公开一件。", "refused_third_party"),
    ("本机关不掌握相关政府信息12件，没有现成信息需要另行制作1件。", "unavailable_not_held"),
    ("信访举报投诉类申请1件，重复申请1件，均不予处理。", "declined_petition"),
    ("申请人逾期不补正、不再处理1件。", "other_not_corrected"),
    ("因政府信息公开引起的行政复议7件，其中结果维持4件，结果纠正1件，其他结果1件，尚未审结1件。", "corrected.review"),
    ("行政诉讼5件，其中结果维持3件，其他结果1件，尚未审结1件。", "upheld.suit"),
    ("未经复议直接起诉3件，复议后起诉2件。", "suit_after_review"),
    ("全年行政复议、行政诉讼案件共12件。", "disputes"),
    ("政府信息公开行政复议七件。", "review"),
    ("收到行政复议案件7件，行政诉讼案件5件。", "review"),
    ("发生政府信息公开复议诉讼12件。", "disputes"),
    ("共收到公民、法人和其他组织提出的政府信息公开申请60件。", "new"),
    ("收到60件政府信息公开申请。", "new"),
    ("公布规章1件。", "made_public.rules"),
    ("收到和处理政府信息公开申请60件。", "new"),
    ("2025年依申请公开60件。", "asked_for"),
    ("制发规范性文件8件，废止2件，现行有效40件。", "in_force.normative_documents"),
    ("全年制定规章一件。", "issued.rules"),
    ("作出行政许可320件、行政处罚45件、行政强制3件。", "penalties"),
    ("行政事业性收费12.5万元。", "fees"),
    ("行政事业性收费125000元。", "fees"),
    ("申请63件，除结转下年度的5件外，其余均已办结。", "carried_out"),
    ("２０２５年共收到政府信息公开申请 60 件，办结 58 件。", "total"),
]  # fmt: skip

CONTRADICTS = [
    ("2025年共收到政府信息公开申请61件。", "new"),
    ("全年共收到依申请公开六件。", "new"),
    ("上年结转申请4件。", "carried_in"),
    ("全年办结政府信息公开申请57件。", "total"),
    ("顺延至下年度继续办理6件。", "carried_out"),
    ("本年度的申请无下年度结转。", "no_carried_out"),
    ("本年度未收到政府信息公开申请。", "no_new"),
    ("本年度无依申请公开事项。", "no_new"),
    ("予以公开28件。", "granted"),
    ("部分公开16件。", "partly_granted"),
    ("不予公开９件。", "refused"),
    ("无法提供十二件。", "unavailable"),
    ("不予处理3件。", "declined"),
    ("其他处理1件。", "other"),
    ("自然人申请46件。", "natural_person"),
    ("法人或其他组织申请12件。", "organizations"),
    ("收到的申请均为自然人申请。", "only_persons"),
    ("全部申请均已办结。", "all_done"),
    ("申请办结率达到100%。", "all_done"),
    ("未发生因政府信息公开引起的行政复议、行政诉讼。", "no_disputes"),
    ("没有发生行政诉讼。", "no_suit"),
    ("未被申请行政复议、提起行政诉讼。", "no_disputes"),
    ("行政复议案件17件。", "review"),
    ("行政复议17件。", "review"),
    ("行政复议7件，其中结果维持5件。", "upheld.review"),
    ("行政诉讼6件。", "suit"),
    ("行政复议7件、行政诉讼5件，均获维持。", "all_upheld"),
    ("制发规范性文件9件。", "issued.normative_documents"),
    ("规范性文件现行有效41件。", "in_force.normative_documents"),
    ("全年行政处罚54件。", "penalties"),
    ("行政事业性收费12.5元。", "fees"),
]

ASKS = [
    ("2025年共收到政府信息公开申请63件。", "new"),
    ("代表区政府共收到政府信息公开申请95件。", "new"),
    ("各部门共收到政府信息公开申请135件。", "new"),
    ("全市共收到政府信息公开申请2300件。", "new"),
    ("办结政府信息公开申请60件。", "total"),
    ("因信息不存在等原因无法提供9件。", "unavailable"),
    ("向市政府报备规范性文件，全年制发规范性文件7件。", "issued.normative_documents"),
    ("受理行政复议12件。", "review"),
    ("主动公开行政规范性文件10件。", "made_public.normative_documents"),
    ("申请均在法定期限内答复。", "all_in_time"),
    ("行政诉讼3件。", "suit"),
    ("征地方面，收到申请20件。", "new"),
    ("办结18件。", "total"),
    ("依申请公开政府信息50件。", "asked_for"),
]

SILENT = [
    "全年办理人大代表建议12件、政协提案9件。",
    "网络问政平台受理咨询182件，办结182件。",
    "受理行政许可申请330件。",
    "申请数量较上年增加9件。",
    "上年收到申请51件。",
    "2024年共收到政府信息公开申请51件。",
    "通过网络渠道收到申请40件。",
    "公开行政许可信息300条。",
    "对外公布各类信息2000余条。",
    "其中当场答复8件。",
    "近60件申请涉及征地。",
    "建立规章制度5件。",
    "未发生行政复议被纠正或者败诉的情形。",
    "第一件事是办好申请登记，第二十条规定的内容都要公开。",
    "上半年收到申请30件。",
    "2024年度的申请结转至2025年3件。",
    "解读规范性文件6件。",
    "申请人就同一内容来电咨询3件。",
    "依法依规做好申请办理，无正当理由不得拖延。",
    "力争明年办结60件。",
    "未收到上级转办的申请。",
    "未收到对申请答复不满意的投诉。",
    "1月收到申请5件。",
    "收到要求公开征地信息的申请20件。",
    "经与申请人沟通，当面答复10件。",
    "在公开的27件中有3件部分公开。",
    "因涉及商业秘密不予公开1件。",
]


def _told(sentence: str) -> Report:
    return with_text(filled(), preface="", overview=sentence, problems="", other="")


def _narrative(report: Report) -> list[Finding]:
    return [finding for finding in check(report).findings if finding.rule.startswith("narrative.")]


def _readings(report: Report) -> dict[str, Agreement]:
    return {reading.claim.id: reading.agreement for reading in Subject(report).readings}


def test_there_are_at_least_sixty_sentences_each_of_them_different() -> None:
    sentences = [s for s, _ in AGREES + CONTRADICTS + ASKS] + SILENT
    assert len(set(sentences)) == len(sentences) >= 60


@pytest.mark.parametrize(("sentence", "claim"), AGREES)
def test_an_agreeing_sentence_is_read_and_nothing_is_found(sentence: str, claim: str) -> None:
    report = _told(sentence)
    assert _readings(report).get(claim) is Agreement.AGREES
    assert set(_readings(report).values()) == {Agreement.AGREES}
    assert _narrative(report) == []


@pytest.mark.parametrize(("sentence", "claim"), CONTRADICTS)
def test_a_contradicting_sentence_is_a_warning_of_its_claim(sentence: str, claim: str) -> None:
    report = _told(sentence)
    assert _readings(report).get(claim) is Agreement.CONTRADICTS
    found = _narrative(report)
    assert [finding.severity for finding in found] == [Severity.WARNING]
    assert found[0].excerpt == sentence


@pytest.mark.parametrize(("sentence", "claim"), ASKS)
def test_an_ambiguous_sentence_is_a_question(sentence: str, claim: str) -> None:
    report = _told(sentence)
    assert _readings(report).get(claim) is Agreement.ASKS
    assert [finding.severity for finding in _narrative(report)] == [Severity.ASK]


@pytest.mark.parametrize("sentence", SILENT)
def test_a_sentence_about_something_else_is_left_alone(sentence: str) -> None:
    report = _told(sentence)
    assert _readings(report) == {}
    assert _narrative(report) == []
