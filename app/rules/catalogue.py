"""The table of the yearly report's rules in the user guide, generated so that it can't fall behind the program.

``python -m app.rules.catalogue`` prints the page; ``resources/guide/rules.md`` holds it.
"""

from app.rules.model import SEVERITY_NAMES
from app.rules.registry import yearly_rules

_HEAD = """\
# 检查规则一览

[返回使用说明](guide.md)

“错误”必须改正，否则不能定稿；“提示”和“请核对”可以写明理由后豁免，有关的数或句子改动后会重新出现。
每条规则都可以在“检查”菜单的“检查规则设置”中停用，或改变它的轻重；判断不了的情形一律只请核对。

| 编号 | 名称 | 说明 | 依据 | 轻重 |
| --- | --- | --- | --- | --- |
"""


def table() -> str:
    """Return the guide's page on the rules, in Markdown."""
    rows = (
        (f"`{rule.id}`", rule.name, rule.explanation, rule.source, SEVERITY_NAMES[rule.severity])
        for rule in yearly_rules()
    )
    return _HEAD + "".join(f"| {' | '.join(cell.replace('|', '｜') for cell in row)} |\n" for row in rows)


if __name__ == "__main__":
    print(table(), end="")
