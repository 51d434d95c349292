"""A small made-up form file without a mistake."""

GOOD = """
id = "made-up"
name = "示例格式"
notice = "示例文号"
document_type = "示例报告"
title = "{unit}{year}年示例报告"
title_words = ["示例", "报告"]
first_year = 2020
last_year = 2030

[[sections]]
key = "intro"
heading = "一、前言"
tab = "一"

[[sections]]
key = "figures"
heading = "二、数据"
tab = "二"
table = "main"

[tables.main]
name = "数据"

[[tables.main.bands]]
corner = "项目"
columns = [
    { key = "people", label = "个人" },
    { key = "bodies", label = "单位", columns = [{ key = "firms", label = "企业" }, { key = "others", label = "其他" }] },
    { key = "total", label = "总计" },
]
rows = [
    { key = "new", label = "一、新收" },
    { key = "done", label = "二、办结", rows = [{ key = "granted", label = "（一）公开" }, { key = "refused", label = "（二）不公开" }] },
    { key = "sum", label = "三、合计" },
]

[[equations]]
id = "main.row_total"
name = "行合计"
table = "main"
each = "row"
left = ["total"]
relation = "="
right = ["people", "bodies"]
severity = "error"
computes = true
formula = "总计 = 个人 + 单位"
message = "{at}填 {left}，应为 {right}，相差 {difference}。"
source = "示例文号"

[[equations]]
id = "main.balance"
name = "平衡"
table = "main"
each = "column"
left = ["new"]
relation = "="
right = ["sum"]
severity = "warning"
formula = "新收 = 合计"
message = "{left_sum} 与 {right_sum}"
source = "示例文号"
"""
