"""Streets, towns, communities and villages that no list knows, found by their ending."""

from __future__ import annotations

import re

from ..lexicon import is_ordinary

Span = tuple[int, int]

#: Endings that only places carry, and endings that ordinary phrases carry as well (智慧社区).
_STRONG = re.compile(r"街道(?:办事处|办)?|地区办事处")
_WEAK = re.compile(r"社区(?:居委会|居民委员会)?|(?:镇|乡)(?:人民政府|政府)?|村(?:委会|民委员会)?|(?:新?区|市|县)")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
#: A stem never reaches across one of these.
_BREAKS = frozenset("的在于从由向对与和及或各本全该某每个为是了把被将给跟同到进入赴驻等请让就这那我你他她它们来去至因以并也都又所其此不")
_NOT_STEMS = frozenset(
    "本 各 全 该 我们 你们 街道 社区 农村 城市 城乡 乡村 试点 示范 相关 有关 所有 多个 若干 部分 周边 附近 "
    "辖区 所在 所属 属地 智慧 老旧 和谐 平安 文明 美丽 绿色 完整 友好 国际 学习型 无障碍 韧性 安全 健康 "
    "幸福 宜居 低碳 零碳 共享 未来 开放 封闭 新型 大型 小型 重点 涉农 老年 居民 商品房 回迁 城中 "
    "城镇 特色 村居 镇村 乡镇 街镇 街乡 直管 单位 功能 红色 书香 节约型 无毒 民主 自治 法治 "
    "服务 活动 走进 融入 参与 建设 治理 回归 关爱 联系 指导 覆盖 面向 支持 推动 开展 每个 两个 三个 "
    "五个 十个 一个 几个 家庭 学校 企业 物业 家 校 医 警 进 出 入 下 回 到 离 返 老 新 小 大 近 远 "
    "全国 全省 全市 全县 全区 外省 外地 本省 本市 本县 本区 两级 三级 区县 市县 省市".split()
)
#: Words that end like a place but are none: 小区, 市区, 集市, 门市, 邻村 …
_WORDS_ENDING = re.compile(
    r"(?:小区|社区|地区|山区|辖区|片区|园区|校区|城区|郊区|景区|老区|灾区|误区|禁区|特区|街区|牧区|市区|院区|"
    r"病区|库区|专区|分区|功能区|示范区|开发区|休息区|活动区|等候区|服务区|居住区|生活区|厂区|营区|湖区|林区|"
    r"湿区|湾区|战区|赛区|省区|学区|街道区|商务区|保护区|试验区|工业区|展区|展示区|种植区|住宅区|棚户区|平房区|"
    r"超市|门市|城市|集市|夜市|股市|上市|楼市|菜市|早市|县市|省市|街市|全市|本市|各市|都市|花市|闹市|"
    r"农村|乡村|新村|邻村|全村|本村|各村|空心村|城中村|山村|渔村|"
    r"城镇|乡镇|集镇|村镇|小镇|冰镇|坐镇|家乡|故乡|同乡|老乡|城乡|下乡|返乡|回乡|思乡|异乡|他乡|水乡|外乡|"
    r"州县|区县|市县|知县|国旗|红旗|党旗|锦旗|彩旗|升旗|队旗|团旗|反省|节省|全省|各省|本省|外省)$"
)
#: Endings that may follow only a stem which begins at a boundary.
_STREET_ENDS = frozenset("路街里门桥庄园屯坊营")
_SHORT = frozenset("镇乡村区市县新")


def _stem_start(text: str, end: int, limit: int) -> int:
    """Return where the name that ends at ``end`` starts: at most four Chinese characters back."""
    start = end
    while start > limit and end - start < 4:
        character = text[start - 1]
        if not _HANZI.match(character) or character in _BREAKS:
            break
        start -= 1
    # 服务南里社区: cut behind the last ordinary word that leaves a stem of two characters.
    if text[end - 1 : end] in _STREET_ENDS:
        return start  # 幸福大街街道, 安定门街道: the words belong to the name
    for cut in range(end - 2, start + 1, -1):
        if is_ordinary(text[cut - 2 : cut]) and not is_ordinary(text[cut - 1 : cut + 1]):
            return cut
    return start


def _at_boundary(text: str, start: int, known_ends: frozenset[int]) -> bool:
    if start == 0 or start in known_ends:
        return True
    before = text[start - 1]
    return not _HANZI.match(before) or before in _BREAKS


def _is_name(stem: str, ending: str, *, anchored: bool, behind_place: bool) -> bool:
    if len(stem) < 2 or stem[-1] in "上下进出到回" or stem in _NOT_STEMS or _WORDS_ENDING.search(stem + ending[0]):
        return False
    if any(stem.endswith(word) for word in _NOT_STEMS if len(word) >= 2):
        return behind_place and len(stem) == 2 and ending[0] in "街社镇乡村"
    if ending.startswith("街道"):
        return behind_place or not (is_ordinary(stem) or is_ordinary(stem[-2:]))
    if ending[0] in _SHORT and ending[0] not in "镇乡村":
        return (anchored or behind_place) and len(stem) <= 3 and not is_ordinary(stem)
    return behind_place or (anchored and not is_ordinary(stem) and not is_ordinary(stem[-2:]))


def find_localities(text: str, known: list[Span]) -> list[Span]:
    """Return the spans of street, town, community and village names outside ``known``.

    A chain (青禾区柳岸街道南里社区) is read from the left, so that each name anchors the next.
    """
    taken = sorted(known)
    found: list[Span] = []
    endings = sorted(
        [*_STRONG.finditer(text), *_WEAK.finditer(text)], key=lambda m: (m.start(), -m.end())
    )
    for match in endings:
        ends = frozenset(end for _, end in (*taken, *found))
        if any(start < match.end() and match.start() < end for start, end in (*taken, *found)):
            continue
        limit = max((e for e in ends if e <= match.start()), default=0)
        start = _stem_start(text, match.start(), limit)
        stem = text[start : match.start()]
        follows = start in ends
        anchored = _at_boundary(text, start, ends) or (
            start >= 2 and is_ordinary(text[start - 2 : start])
        )
        if _run_on(text, match) or not _is_name(
            stem, match.group(), anchored=anchored, behind_place=follows
        ):
            continue
        found.append((start, match.end()))
    return found


_RUN_ON = re.compile(r"市(?:民(?!政)|场|容|面|井|值|级)|区(?:分|别|划|域|间|块|级)|县(?:域|志|级)|镇(?:静|定|痛)|村(?:民|落|级|居)|乡(?:村|亲|愁|土|音)")


def _run_on(text: str, match: re.Match[str]) -> bool:
    return _RUN_ON.match(text, match.start()) is not None and match.group() not in {
        "村民委员会"
    }
