"""Registering and competent authorities, credit codes and founding years in running text.

None of them may carry weight (三(一); 政府采购法实施条例 Art. 20; docs/ranking.md, F1, F2).
"""

from __future__ import annotations

import re

Span = tuple[int, int]

_FIELD = (
    "民政|司法|教育|体育|文化和旅游|文化旅游|文化|旅游|卫生健康|卫生|人力资源和社会保障|"
    "人力资源社会保障|"
    "农业农村|生态环境|应急管理|市场监督管理|住房和城乡建设|城市管理|财政|公安|科学技术|"
    "退役军人事务|医疗保障|"
    "发展和改革|民族宗教事务|民族事务|经济和信息化|园林绿化|水务|交通|商务|统计|审计|信访|档案"
)
_AUTHORITY = re.compile(
    rf"(?:国家|[省市区县])?(?:{_FIELD})(?:总局|厅|局|委员会|委(?![托员派屈])|部(?![分门队件委]))"
    r"|(?:社会工作部|社工委|社会建设工作办公室)"
    r"|(?:人民政府)?街道办事处|[镇乡]人民政府|人民政府(?:办公室)?"
)
_REGISTRATION = re.compile(
    r"(?:登记管理机关|登记机关|发证机关|业务主管单位|主管单位|主管部门|住所|注册地址?|"
    r"统一社会信用代码|信用代码)"
    r"(?:[:为是]|均为)[^,。;!?、()\n]{0,30}"
    r"|(?:经|由|在)[^,。;!?()\n]{0,16}?(?:批准|核准|登记注册|注册登记|登记|注册|备案)(?:成立|"
    r"设立)?的?"
    r"(?=[,。;!? ]|$|[\u4e00-\u9fff]{0,6}(?:机构|组织|协会|社团|基金会))"
)
_FOUNDED = re.compile(
    r"(?:正式)?(?:成立|创办|创立|创建|注册|登记)于?(?:公元)?(?:19|"
    r"20)\d{2}年?(?:[.\-/]?\d{1,2}月?)?(?:\d{1,2}日)?"
    r"|(?:于|自)?(?:19|20)\d{2}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:正式)?(?:注册|登记)?(?:成立|"
    r"创办|创立|创建)(?:的|以来)?"
)
#: GB 32100: two category characters, six digits, organization code, check character.
_CREDIT_CODE = re.compile(
    r"(?<![0-9A-Za-z])[1-9A-HJ-NP-RT-Y][0-9]\d{6}[0-9A-Za-z]{10}(?![0-9A-Za-z])"
)


def find_authorities(text: str) -> tuple[Span, ...]:
    """Return the spans of authorities, registration clauses, founding years and credit codes.

    ``text`` is folded (NFKC, simplified); spans may overlap.
    """
    spans = {
        match.span()
        for pattern in (_AUTHORITY, _REGISTRATION, _FOUNDED, _CREDIT_CODE)
        for match in pattern.finditer(text)
    }
    return tuple(sorted(spans))
