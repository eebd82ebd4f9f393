"""What the benchmark measures, as numbers; `report` puts them into tables."""

import numpy as np
from quality.metrics import interval, ndcg, paired

from matcher.calibration import CHANNELS
from matcher.meaning import category_evidence, find_components
from matcher.model import Need
from matcher.text import need_text
from matcher.weights import default_weights

CHANNELS_ZH = {
    "characters": "字符 n 元（TF-IDF）",
    "words": "分词（TF-IDF）",
    "semantic": "语义向量",
    "category": "服务分类",
}
THRESHOLD = default_weights().fit_threshold


def systems(judged, blend):
    """Return scores by system: baselines, single channels, the hybrid, and it without each part."""
    found = {
        "BM25（jieba 分词）": judged.channels["bm25"],
        "字符 TF-IDF": judged.channels["characters"],
        "仅语义向量": judged.channels["semantic"],
        "仅服务分类": judged.channels["category"],
        "混合": judged.hybrid(blend),
    }
    for name in CHANNELS:
        rest = {other: weight for other, weight in blend.items() if other != name}
        if blend[name] > 0 and sum(rest.values()) > 0:
            found[f"混合，去掉{CHANNELS_ZH[name]}"] = judged.hybrid(rest)
    return found


def per_need(judged, scores):
    """Return nDCG@10 of every need that somebody suits, NaN for the others, (n_need,)."""
    values = []
    for row, grades in zip(scores, judged.grades, strict=True):
        by_id = dict(zip(judged.ids, grades.tolist(), strict=True))
        values.append(ndcg(row, judged.ids, by_id) if grades.max() > 0 else np.nan)
    return np.array(values)


def ranking_rows(judged, blend):
    """Yield (system, style, needs, mean, low, high, difference to the hybrid or None)."""
    values = {name: per_need(judged, s) for name, s in systems(judged, blend).items()}
    for style in ("全部", "formal", "colloquial"):
        rows = ~np.isnan(values["混合"])
        if style != "全部":
            rows &= judged.style(style)
        for name, found in values.items():
            against = None if name == "混合" else paired(found[rows], values["混合"][rows])
            yield name, style, int(rows.sum()), *interval(found[rows]), against


def abstention(judged, calibration):
    """Return shares of needs answered 暂无合适组织: (of the unanswerable, of the answerable)."""
    hybrid = judged.hybrid(calibration.blend)
    best = np.array(
        [
            calibration.similarity(row.max(keepdims=True), float(out))[0]
            for row, out in zip(hybrid, judged.outside, strict=True)
        ]
    )
    suits = (judged.grades >= 2).any(axis=1)
    refused = best < THRESHOLD
    unanswerable = float(refused[~suits].mean()) if (~suits).any() else None
    return unanswerable, float(refused[suits].mean()), suits


def masked(text):
    """Return what is encoded of a need with this text."""
    return need_text(Need(id="x", code="x", title="", description=text)).text


def category_accuracy(needs, model):
    """Return the shares of needs whose category is first, and among the first three."""
    rows = {category.code: n for n, category in enumerate(model.lexicon.categories)}
    first = third = 0
    for need in needs:
        evidence = category_evidence([need_text(need.as_need()).text], model)[0]
        order = np.argsort(-evidence, kind="stable")[:3].tolist()
        wanted = {rows[code] for code in need.categories}
        first += order[0] in wanted
        third += bool(wanted & set(order))
    return first / len(needs), third / len(needs)


def traps(records, model):
    """Return, by kind, (right, all): an expected category has more evidence than every forbidden.

    ``out-of-scope`` stands for every category that no social organization takes on.
    """
    rows = {category.code: n for n, category in enumerate(model.lexicon.categories)}
    found = {}
    for record in records:
        evidence = category_evidence([masked(record["text"])], model)[0]

        def most(codes, evidence=evidence):
            values = [evidence[rows[c]] for c in codes if c in rows]
            if "out-of-scope" in codes:
                values.append(max(evidence[n] for n in outside_rows(model)))
            return max(values, default=-np.inf)

        right, total = found.get(record["kind"], (0, 0))
        good = most(record["expected"]) > most(record["not"])
        found[record["kind"]] = right + int(good), total + 1
    return found


def outside_rows(model):
    """Return the rows of the categories out of scope."""
    return [n for n, category in enumerate(model.lexicon.categories) if not category.in_scope]


def components(two, one, model):
    """Return shares: needs of two tasks recognised, with both categories right, single ones split.

    On the records as they are given.
    """
    codes = [category.code for category in model.lexicon.categories]
    split = [{codes[c.category] for c in find_components(masked(r["text"]), model)} for r in two]
    whole = [find_components(masked(r["text"]), model) for r in one]
    return (
        float(np.mean([len(found) > 1 for found in split])),
        float(np.mean([s == set(r["components"]) for s, r in zip(split, two, strict=True)])),
        float(np.mean([len(found) > 1 for found in whole])),
    )
