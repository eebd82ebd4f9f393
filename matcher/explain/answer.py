"""暂无合适组织: said plainly, with the nearest organizations and what they lack."""

from __future__ import annotations

from ..meaning import best_category
from ..parts.fit import group_agreement, type_agreement
from .context import Context
from .matches import everyday_words

_WORDS_SHOWN = 3
_SHORTEST = 2


def no_answer_zh(context: Context, nearest: tuple[int, ...]) -> str:
    """Return the answer when the best fit is below the threshold; ``nearest`` from the best."""
    threshold = context.weights.fit_threshold
    if not nearest:
        return "暂无合适组织：没有符合条件的组织登记了服务。"
    scope = _scope_zh(context)
    best = float(context.fit[nearest[0]])
    gaps = "".join(
        f"“{context.organization(index).name}”{_gap_zh(context, index)}。" for index in nearest
    )
    level = f"最高需求契合度 {best:.2f}，低于 {threshold:g}。"
    return f"暂无合适组织：{scope}{level}最接近的组织中，{gaps}"


def _scope_zh(context: Context) -> str:
    """Return whose business the need looks like, "" when it may well be an organization's."""
    model = context.snapshot.model
    if context.query.outside <= 0:
        return ""
    row = best_category(context.query.evidence, model, inside=False)
    if row is None:
        return ""
    category = model.lexicon.categories[row]
    return f"这条需求更像“{category.name}”（{category.description.rstrip('。')}）。"


def _gap_zh(context: Context, index: int) -> str:
    catalog, row = context.snapshot.catalog, int(context.candidates.service[index])
    gaps = []
    if type_agreement(context.need, catalog, row) == 0:
        gaps.append("服务类型不同")
    if group_agreement(context.need, catalog, row) == 0:
        gaps.append("服务对象不同")
    missing = _missing_words(context, row)
    if missing:
        gaps.append(f"服务内容没有提到{'、'.join(f'“{word}”' for word in missing)}")
    return "，".join(gaps) if gaps else "内容相似程度不够"


def _missing_words(context: Context, row: int) -> list[str]:
    held = frozenset(context.snapshot.words.terms(row))
    wanted = dict.fromkeys(context.query.words)
    missing = (word for word in wanted if word not in held and word not in everyday_words())
    return [word for word in missing if len(word) >= _SHORTEST][:_WORDS_SHOWN]
