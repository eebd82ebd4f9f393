"""The reason codes that pages, API and exports share (docs/catalog.mde): one table.

``template_zh`` may hold ``{name}`` fields, filled by :mod:`matcher.explain` and
:mod:`matcher.gate`. ``ground`` names the clause or law. Codes whose rules come in later steps are
listed there when they are built, so that every code in this table can be produced.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """One code: what it is called, its Chinese sentence, and the ground it stands on."""

    code: str
    name_zh: str
    template_zh: str
    ground: str


_EXCLUSIONS = (
    Code(
        "E01",
        "未登记且无联合会",
        "“{name}”未登记，且没有联合会可以代为申请，需先加入联合会备案。",
        "三(二)",
    ),
    Code("E02", "登记状态非正常", "“{name}”登记状态为“{status}”。", "三(一)；政府采购法第22条"),
    Code(
        "E03",
        "严重违法失信名单",
        "“{name}”在严重违法失信名单内：{ground}。",
        "三(一)；社会组织信用信息管理办法",
    ),
    Code(
        "E04",
        "活动异常名录",
        "“{name}”在活动异常名录内：{ground}。",
        "三(一)；社会组织信用信息管理办法",
    ),
    Code("E05", "失信被执行人", "“{name}”是失信被执行人：{ground}。", "三(一)；政府采购法第22条"),
    Code(
        "E06",
        "重大违法或采购禁入",
        "“{name}”三年内有重大违法记录或在政府采购禁入期内：{ground}。",
        "政府采购法第22条",
    ),
    Code(
        "E07",
        "参与本需求编制",
        "“{name}”参与了本需求的编制，不得承接。",
        "政府采购法实施条例第18条",
    ),
    Code(
        "E08",
        "回避关系",
        "“{name}”与参与本需求编制的“{drafter}”{tie}，应当回避。",
        "政府采购法实施条例第18条",
    ),
    Code(
        "E09",
        "服务区域不覆盖",
        "“{service}”申报的服务区域（{area}）不含{street}所在区。",
        "供给目录申报",
    ),
    Code("E10", "缺必要许可资质", "本需求要求“{licence}”，供给目录中没有登记。", "需求能力要求"),
    Code("E11", "在手项目已达上限", "在手项目 {current} 个，已达自报上限 {limit} 个。", "组织自报"),
    Code("E12", "承接主体类型不允许", "“{type}”不得作为承接主体。", "财政部令第102号第8条"),
    Code("E13", "联合会无法人资格", "“{federation}”没有法人资格，不能代签。", "三(二)"),
    Code(
        "E14",
        "超出业务范围",
        "“{name}”的业务范围写明“{stretch}”，不含本需求的服务类型。",
        "三(一)；政府采购法第22条",
    ),
    Code("E15", "组织申请暂停推荐", "“{name}”申请暂停推荐。", "组织自愿"),
)

_WARNINGS = (
    Code(
        "W01",
        "信用信息未核验",
        "信用信息未核验，选用前请查询“信用中国”和社会组织信用平台。",
        "三(一)",
    ),
    Code("W02", "信用核验超过30天", "最近一次信用核验在 {date}，已超过 30 天。", "三(一)"),
    Code("W03", "供给信息超过一年未确认", "供给信息最近确认于 {date}，已超过一年。", "四(二)"),
    Code("W04", "年检/年报缺失或不合格", "{detail}，选用前请核实。", "三(一)"),
    Code(
        "W05", "评估等级已过期", "评估等级 {grade} 已过有效期，按未评处理，不扣分。", "评估管理规定"
    ),
    Code(
        "W06",
        "预算明显偏离参考报价",
        "需求预算 {budget} 元，参考报价 {price}，明显偏离。",
        "五(二)",
    ),
    Code(
        "W07",
        "同一法定代表人或管理关系",
        "与另一家候选组织“{other}”{tie}，两家不得参加同一项目。",
        "政府采购法实施条例第18条",
    ),
    Code(
        "W08",
        "24个月内有终止或不合格项目",
        "24 个月内有{what}，选用须说明理由。",
        "五(七)",
    ),
    Code("W09", "依据不足", "有效评价少，绩效分主要来自平均水平。", "五(七)"),
    Code("W10", "疑似拆分采购", "{sentence}", "政府采购法第28条；实施条例第28条"),
    Code(
        "W11",
        "需求含歧视性条款",
        "需求中“{clause}”可能构成差别或歧视待遇：{ground}。",
        "政府采购法实施条例第20条",
    ),
    Code(
        "W12",
        "疑似负面清单事项",
        "需求中“{phrase}”疑似负面清单事项：{ground}。",
        "财政部令第102号第10条",
    ),
    Code(
        "W13",
        "合格候选不足3家",
        "契合度达标的候选只有 {n} 家，竞争性方式需补充征集。",
        "政府采购法",
    ),
    Code("W14", "目录项未匹配或已停用", "目录项“{item}”{detail}", "四(三)"),
    Code("W15", "含个人信息已脱敏", "文字中有 {n} 处个人信息，已脱敏。", "个人信息保护法"),
    Code("W16", "合同到期前90天", "{sentence}", "五(五)"),
    Code(
        "W17",
        "金额单位存疑",
        "需求预算 {budget} 元不在常见范围（5 千–500 万元）内，请核对单位是元还是万元。",
        "五(二)",
    ),
    Code(
        "W18",
        "描述空泛",
        "描述没有具体内容，不能作为匹配依据，请补充要做什么、为谁做。",
        "业务规则",
    ),
    Code("W19", "描述疑似堆砌", "服务描述像是关键词罗列，未因此加分。", "业务规则"),
    Code(
        "W20",
        "契合度偏低",
        "需求契合度 {fit} 低于 {threshold}，列出仅供了解，选用前请核实能否承接。",
        "业务规则",
    ),
    Code(
        "W21",
        "需求含有争议的条件",
        "需求中“{clause}”各方看法不一，请核对后决定是否保留。{ground}",
        "政府采购法实施条例第20条；五(三)",
    ),
    Code(
        "W22",
        "同等条件优先",
        "与总分略高的非社会组织相差不超过 0.5 分，同等条件下社会组织优先，排在其前。",
        "五(三)",
    ),
    Code(
        "W23",
        "须重新比选",
        "按本需求的期限，合同 {contract} 的承接组织合计将达 {months} 个月，超过 36 个月："
        "须重新推荐、至少比较 3 家，不能直接续签。",
        "五(五)",
    ),
    Code(
        "W24",
        "不接受差额购买",
        "本需求要求自筹 {share}，该组织表示不参加差额购买，选用前请商定。",
        "五(四)",
    ),
)

_REASONS = (
    Code("R01", "内容相符", "服务内容“{service}”与需求“{need}”相符", "四(二)"),
    Code("R02", "服务类型一致", "服务类型一致：{types}", "四(一)"),
    Code("R03", "服务对象一致", "服务对象一致：{groups}", "四(一)"),
    Code("R04", "评价依据", "近 {n} 次评价，均值 {mean}，其中第三方 {third} 次", "五(七)"),
    Code("R05", "持证社工满足", "持证社工 {n} 人，满足需求 {k} 人", "业务规则"),
    Code("R06", "报价覆盖预算", "参考报价与需求预算相符", "五(二)"),
    Code("R07", "服务区域覆盖", "服务区域覆盖：{area}", "三(一)"),
    Code("R08", "组合覆盖", "与另 {n} 家组合可覆盖全部服务环节", "三(二)"),
    Code("R09", "服务分类一致", "都属于“{category}”：{need}，{service}", "四(一)"),
    Code(
        "R10",
        "与常见说法相近",
        "需求的“{need}”与“{category}”的常见说法“{phrase}”相近",
        "四(一)",
    ),
    Code("R11", "词语意思相近", "需求的“{need}”与服务的“{service}”意思相近", "四(二)"),
)

#: All codes by their code, in presentation order.
CODES: dict[str, Code] = {c.code: c for c in (*_EXCLUSIONS, *_WARNINGS, *_REASONS)}


def sentence(code: str, **values: object) -> str:
    """Return the Chinese sentence of ``code`` with its fields filled."""
    return CODES[code].template_zh.format(**values)
