"""The quality benchmark (`make bench-quality`): prints its tables and writes docs/quality.md."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from quality import figures, report
from quality.judged import devset, examples, judged_set, model, own
from quality.noise import SHAPES

from matcher.development import ExampleNeed, example_organizations, grade

PAGE = Path(__file__).parents[2] / "docs" / "quality.md"
BEGIN, END = "<!-- 以下由 make bench-quality 写出 -->", "<!-- 以上由 make bench-quality 写出 -->"


def main():
    """Measure, print, and put the tables into the page."""
    held, real = own("held"), devset()
    calibration = model().calibration
    sections = [
        ("排序：自有需求（未参与拟合的一半）", ranking(held, calibration)),
        ("排序：真实需求（devset，未用于调参）", ranking(real, calibration)),
        ("“暂无合适组织”", abstention(held, real, calibration)),
        ("服务分类判断", categories(held)),
        ("难例", report.traps_table(figures.traps(examples("traps"), model()))),
        ("两项任务的需求", components()),
        ("换一种写法", shapes(held, calibration)),
    ]
    text = "\n".join(f"### {title}\n\n{body}" for title, body in sections)
    print(text)
    page = PAGE.read_text(encoding="utf-8")
    head, tail = page[: page.index(BEGIN) + len(BEGIN)], page[page.index(END) :]
    PAGE.write_text(f"{head}\n\n{text}\n{tail}", encoding="utf-8")


def ranking(judged, calibration):
    """Return the table of systems and ablations."""
    return report.ranking_table(figures.ranking_rows(judged, calibration.blend))


def abstention(held, real, calibration):
    """Return the table of needs answered 暂无合适组织."""
    rows = []
    for judged in (held, real):
        unanswerable, answerable, suits = figures.abstention(judged, calibration)
        counts = int((~suits).sum()), int(suits.sum())
        rows.append(
            (
                judged.name,
                counts[0],
                report.share(unanswerable),
                counts[1],
                report.share(answerable),
            )
        )
    head = ("集合", ">不该承接", ">其中答“暂无”", ">可承接", ">其中误答“暂无”")
    return report.table(head, rows)


def categories(held):
    """Return the table of category accuracy by style."""
    rows = []
    for style in ("formal", "colloquial"):
        needs = [need for need in held.needs if need.style == style]
        first, third = figures.category_accuracy(needs, model())
        rows.append((report.STYLES_ZH[style], len(needs), report.share(first), report.share(third)))
    return report.table(("文体", ">需求数", ">首位正确", ">前三位含正确"), rows)


def components():
    """Return the table of needs with two tasks, by half."""
    rows = []
    for half, name in (("tune", "拟合的一半"), ("held", "未拟合的一半")):
        two = [r for r in examples("two_components") if r["half"] == half]
        one = [r for r in examples("one_component") if r["half"] == half]
        found, right, split = figures.components(two, one, model())
        rows.append(
            (name, len(two), *map(report.share, (found, right)), len(one), report.share(split))
        )
    head = ("", ">两项任务", ">认出", ">两类都对", ">单项任务（含列举）", ">误拆")
    return report.table(head, rows)


def shapes(held, calibration):
    """Return the table of the same needs in other shapes."""
    lexicon = model().lexicon
    needs = [need for need in held.needs if need.categories][::3]
    rows = []
    for name, change in {"原样": str, **SHAPES}.items():
        changed = tuple(
            ExampleNeed(
                n.id,
                "",
                change(f"{n.title}。{n.text}".strip("。")),
                n.style,
                n.half,
                n.categories,
                n.groups,
            )
            for n in needs
        )
        judged = judged_set(
            name, changed, example_organizations(), lambda n, o: grade(n, o, lexicon)
        )
        values = figures.per_need(judged, judged.hybrid(calibration.blend))
        _, refused, _ = figures.abstention(judged, calibration)
        rows.append((name, len(changed), f"{np.nanmean(values):.3f}", report.share(refused)))
    return report.table(("写法", ">需求数", ">nDCG@10", ">误答“暂无”"), rows)


if __name__ == "__main__":
    main()
