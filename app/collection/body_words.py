"""The words of which names of public bodies are made, as far as they tell a body's kind."""

import re
from functools import lru_cache

_FIELDS = r"""
教育 体育 科技 科学技术 科学 技术 工业 信息化 工业信息化 经济 信息 发展 改革 民族 宗教 民族宗教 事务 公安 民政 司法 司法行政 财政 国库
人力资源 社会保障 人事 劳动 就业 自然资源 国土资源 国土 规划 规划建设 城乡规划 城市规划 生态环境 环境保护 环保 住房 城乡建设 建设 住建
房产 房地产 房屋 住房保障 住房公积金 公积金 征收 拆迁 交通 交通运输 运输 公路 道路 港口 航务 港航 海事 铁路 民航 机场 邮政 通信 通信管理 水利 水务 水文
水资源 水库 移民 水库移民 农业 农村 农业农村 农牧 农牧业 农机 农业机械 畜牧 畜牧兽医 兽医 渔业 海洋 水产 商务 商业 招商 投资 投资促进 贸易
文化 旅游 文旅 文化旅游 广电 广播 电视 广播电视 新闻 出版 新闻出版 版权 文物 卫生 健康 卫生健康 计划生育 疾病 预防 控制 疾病预防控制 退役军人 退役军人事务
应急 应急管理 安全生产 安全 审计 国有资产 资产 国资 市场 市场监督 监督 监管 工商 工商行政 质量 质量技术 知识产权 食品 药品 食品药品 统计 调查
医疗 医疗保障 医保 保障 信访 城市 城市管理 城管 行政 行政审批 审批 审批服务 行政审批服务 综合 综合行政 综合行政执法 综合执法 执法 行政执法 政务 政务服务 服务
数据 大数据 大数据发展 数字 数字经济 金融 地方金融 金融工作 乡村 乡村振兴 振兴 扶贫 扶贫开发 开发 林业 草原 林草 园林 绿化 园林绿化 粮食 物资 储备 物资储备
人民防空 人防 国防 动员 国防动员 机关 机关事务 档案 地方志 史志 方志 党史 供销 合作 供销合作 合作社 供销合作社 气象 气象服务 地震 防震 减灾 税务 国家税务 地方税务
外事 侨务 港澳 港澳事务 台湾 台湾事务 对外 对外经济 口岸 海关 检验 检疫 烟草 烟草专卖 专卖 盐业 盐务 煤炭 煤炭工业 能源 电力 石油 石油化工 化工 黄金 轻工 纺织 机械 矿产 地质 矿山
勘查 测绘 地理 地理信息 监察 编制 机构编制 老龄 妇女 儿童 残疾人 社会 社会工作 社会保险 社会保险事业 养老 养老保险 社保 事业 救助 慈善 双拥 优抚 安置
市政 市政公用 公用 公用事业 市容 市容环境 环境 环境卫生 环卫 卫生管理 城建 城市建设 城市更新 更新 轨道 轨道交通 地铁 出租 车辆 交通警察 交警 巡警 特警 刑事 侦查 治安 消防 消防救援 救援
公共资源 公共 资源 交易 公共资源交易 政府采购 采购 非税 收入 国库支付 支付 会计 核算 区域 区域经济 区域合作 县域 县域经济 乡镇 乡镇企业 企业 民营 中小企业 中小 个体 私营 经济合作 经济发展
社区 社区建设 营商 营商环境 优化 督查 督察 考核 研究 参事 法制 法治 仲裁 劳动人事 劳动监察 人才 人才服务 干部 老干部 保密 机要 密码 语言 文字 侨联 红十字 校外 考试 招生 招生考试
电子 电子政务 网络 网信 互联网 节能 水土 水土保持 河道 湖泊 河湖 堤防 防汛 抗旱 防汛抗旱 灌区 灌溉 水政 渔政 林政 森林 森林公安 湿地 保护 自然 自然保护 野生 动物 植物 植保 种子 土壤 肥料
价格 物价 粮油 供水 节水 排水 污水 燃气 供热 路灯 停车 户外 广告 景区 风景 风景名胜 名胜 旅游发展 文化市场 文化体育 体育事业 体育发展 工信 科工 科工信 工科 教体 教科 文教 文体 文广 文广新 农林 农林水 水利水电 水电
殡葬 婚姻 登记 不动产 不动产登记 产权 土地 土地收购 收购 土地储备 土地整理 整理 调查队 普查 项目 重点项目 重点 重点工程 工程 建筑 建筑业 建筑工程 质量安全 安全监督 造价 招标 投标 墙材 散装 水泥 海防 边防 出入境 民兵 征兵 武装
地方税 住宅 村镇 村镇建设 小城镇 新型 城镇化 城镇 产业 产业发展 新兴 战略 军民 融合 军民融合 国际 交流 友好 博览 会展 接待 公务 公务员 后勤 机关后勤 政策 战略研究 决策 咨询 信用 社会信用 标准 计量
"""
"""The fields that offices work in, one word each; a name joins several of them."""
_JOINING = "和与及暨、（）"
_OFFICES = re.findall(
    r"\S+",
    "管理委员会 监督管理委员会 工作委员会 委员会 委 管理局 监督管理局 事业管理局 管理总局 总局 专卖局 分局 中心局 局 厅 管理办公室 工作办公室 领导小组办公室 "
    "指挥部办公室 办公厅 办公室 管理处 事务处 处 管理中心 服务中心 事务中心 保障中心 交易中心 指挥中心 监测中心 信息中心 发展中心 管理服务中心 事业发展中心 事业管理中心 中心 "
    "管理所 所 执法支队 执法大队 执法总队 支队 大队 总队 队 馆 研究室 联合社 总社 社 管理站 站 署 专员办事处 办事处 研究院 院"
)  # fmt: skip
_GOVERNMENT = "人民政府"
_OTHERS = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|厂|银行|(?<!卫生)医院|卫生院|保健院|"
    r"疾病预防控制中心|急救中心|血站|卫生服务中心|卫生服务站|卫生室|养老院|敬老院|福利院|第[一二三四五六七八九十]+(?:高级)?中学|中学|小学|学校|幼儿园|大学|学院|"
    r"图书馆|博物馆|文化馆|美术馆|科技馆|纪念馆|体育馆|群众艺术馆|剧院|"
    r"人民法院|人民检察院|监察委员会|总工会|联合会|协会|学会|商会|红十字会|委员会宣传部|电视台|广播电台|报社)$"
)


def is_other(body: str) -> bool:
    """Whether *body* is plainly a company, school, hospital, court or association."""
    return _OTHERS.search(body) is not None


@lru_cache(maxsize=4096)
def is_department(body: str) -> bool:
    """Whether *body* is put together from known words only and ends as offices do."""
    rest = body.removeprefix(_GOVERNMENT)
    return any(
        rest.endswith(office)
        and (_known(rest.removesuffix(office)) or (rest == office and rest != body and len(office) > 1))
        for office in _OFFICES
    ) or _is_branch(body)


def _is_branch(body: str) -> bool:
    """Whether the body is a branch or team of a known office: 公安局交通警察支队, 自然资源局高新分局."""
    for ending in ("分局", "支队", "大队", "总队", "中队", "派出所"):
        at = body.find("局")
        if body.endswith(ending) and 0 < at < len(body) - len(ending):
            between = body[at + 1 : -len(ending)]
            return _known(body[:at]) and (len(between) <= 4 or _known(between))
    return False


@lru_cache(maxsize=8192)
def _known(text: str) -> bool:
    """Whether *text* can be cut into known words."""
    if not text:
        return False
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(start in reached and text[start:end] in _WORDS for start in range(max(0, end - 10), end)):
            reached.add(end)
    return len(text) in reached


_WORDS = (
    frozenset(_FIELDS.split())
    | frozenset(_JOINING)
    | frozenset(("管理", "工作", "监督", "服务", "事业", "发展"))
)
