"""Write what the sample catalog answers (`python -m tests.support.golden_runs`).

``tests/golden/runs.json`` holds the first five of every need and of texts of our own under one
``recommend.RULES``; a change of the ranking that does not raise RULES is found by comparing.
"""

import json
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from matcher.compose import build_services
from matcher.model import Need
from matcher.recommend import RULES
from matcher.service.values import RecommendOptions
from matcher.settings import Settings

PAGE = Path(__file__).parent.parent / "golden" / "runs.json"
AS_OF = date(2026, 3, 1)
SHOWN = 5
#: Totals are kept at two decimals: another processor may round the last one the other way.
TOLERANCE = 0.0101
TEXTS = (
    "老伴走了以后我妈整天不出门，想有人常来陪她说说话",
    "楼道里堆了很多旧家具，希望带着邻居一起商量怎么清",
    "小学生放学后没人管，想在社区办个托管班，写作业加做手工",
    "给辖区视障和肢残朋友教点手艺，帮他们找活干",
    "垃圾桶旁边老有人乱扔，想请人在投放点引导大家分类",
    "青春期孩子跟家长吵架，请心理老师办讲座并做个别咨询",
    "新成立的社区文艺队不会写活动方案，需要有人手把手带",
    "请律师每周来一次，给居民解答继承、物业和借钱的问题",
    "外卖小哥没地方歇脚喝水，想建驿站并教急救",
    "火箭发动机零件热处理",
)


def imported(folder, moment=datetime(2026, 2, 1, 4, 0, tzinfo=UTC)):
    """Import the sample into an empty ``folder`` at ``moment`` and return its services."""
    services = build_services(Settings(data_dir=folder))
    services.imports._clock = lambda: moment  # the day of import is no part of the answer
    services.maintenance.import_sample_if_empty()
    return services


def everything(records, kind):
    """Return all current records of a kind."""
    found, after = [], None
    while True:
        page = records.page(kind, after=after, limit=100)
        found += page.items
        after = page.next_cursor
        if after is None:
            return found


def _shown(run):
    listed = run.candidates or run.nearest
    shown = {
        "excluded": run.counts.excluded,
        "first": [[c.organization_name, round(c.total, 2)] for c in listed[:SHOWN]],
    }
    return shown if run.answer_zh is None else {**shown, "answer": run.answer_zh}


def computed():
    """Return the golden table as the code of today computes it."""
    options = RecommendOptions(top_k=SHOWN, as_of=AS_OF)
    with tempfile.TemporaryDirectory() as folder:
        services = imported(Path(folder))
        try:
            # Two needs of the sample share a code: the title tells them apart.
            needs = {f"{n.code} {n.title}": n.id for n in everything(services.records, Need)}
            ask = services.recommendations
            runs = {name: _shown(ask.for_need(needs[name], options)) for name in sorted(needs)}
            runs |= {text: _shown(ask.for_text(text, options)) for text in TEXTS}
        finally:
            services.close()
    return {"rules": RULES, "as_of": AS_OF.isoformat(), "runs": runs}


def stored():
    """Return the table of the file."""
    return json.loads(PAGE.read_text(encoding="utf-8"))


def to_text(table):
    """Return ``table`` as JSON with a line for each run."""
    lines = ",\n".join(
        f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(run, ensure_ascii=False)}"
        for key, run in table["runs"].items()
    )
    head = f' "rules": "{table["rules"]}",\n "as_of": "{table["as_of"]}",\n "runs": {{'
    return f"{{\n{head}\n{lines}\n }}\n}}\n"


def _same(old, new):
    if old is None or new is None or [n for n, _ in old["first"]] != [n for n, _ in new["first"]]:
        return False
    totals = zip(old["first"], new["first"], strict=True)
    near = all(abs(a[1] - b[1]) < TOLERANCE for a, b in totals)
    return near and all(old.get(k) == new.get(k) for k in ("excluded", "answer"))


def _line(run):
    if run is None:
        return "（没有）"
    first = "，".join(f"{name} {total:.2f}" for name, total in run["first"])
    return f"{first}；排除 {run['excluded']}；{run.get('answer', '有推荐')}"


def differences(old, new):
    """Return a readable line pair for every run that is not the same."""
    return [
        f"{key}\n  - {_line(old['runs'].get(key))}\n  + {_line(new['runs'].get(key))}"
        for key in sorted({*old["runs"], *new["runs"]})
        if not _same(old["runs"].get(key), new["runs"].get(key))
    ]


def main():
    """Print what differs from the file, then write it."""
    old = stored() if PAGE.exists() else {"rules": "", "runs": {}}
    new = computed()
    found = differences(old, new)
    sys.stdout.write("\n".join([*found, f"{len(found)} runs differ; RULES {RULES}."]) + "\n")
    PAGE.write_text(to_text(new), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
