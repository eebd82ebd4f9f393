"""What stands beside the list and behind a score: newcomers, other suppliers, evaluations."""

import pytest

#: Fostering organizations goes 原则上 to social organizations; the other need has no such rule.
FOSTERING, OTHER = "XQ-2026-027", "XQ-2026-005"


def show(page, run):
    page.goto(f"{page.url.split('#')[0]}#run={run['id']}")
    page.reload()
    page.wait_for_selector(".card")
    page.wait_for_selector("#go:not([disabled])")


def seen(cards):
    """Return name and total of each card, in order."""
    names = [text.split("依据")[0].strip() for text in cards.locator("h3").all_inner_texts()]
    return list(zip(names, cards.locator(".total").all_inner_texts(), strict=True))


def told(candidates):
    return [(c["organization_name"], f"{c['total']:.1f}") for c in candidates]


def recorded(score):
    return f"{score:.1f}" if round(score, 1) == round(score, 6) else f"{score:.2f}"


def test_F18_newcomers_stand_beside_the_list_with_their_own_rank(market_page, market, asked):
    run = asked(market, FOSTERING)
    assert run["newcomers"]
    show(market_page, run)
    assert seen(market_page.locator("#result > .card")) == told(run["candidates"])
    beside = market_page.locator("#newcomers")
    assert beside.locator("h2").inner_text() == "新锐组织"
    assert "得分没有任何改动" in beside.locator("p").first.inner_text()
    assert seen(beside.locator(".card")) == told(run["newcomers"])
    ranks = [f"第 {c['rank']} 名" for c in run["newcomers"]]
    assert beside.locator(".rank").all_inner_texts() == ranks
    assert all(c["rank"] > len(run["candidates"]) for c in run["newcomers"])
    assert not market_page.complaints


def test_T53b_other_suppliers_stand_apart_with_what_choosing_one_asks(market_page, market, asked):
    run = asked(market, FOSTERING)
    assert run["in_principle"]
    assert "京枢社区发展咨询有限公司" in [c["organization_name"] for c in run["other_suppliers"]]
    show(market_page, run)
    apart = market_page.locator("#other-suppliers")
    assert apart.locator("h2").inner_text() == "其他承接主体"
    assert "五(三)" in apart.locator("p").first.inner_text()
    assert "须书面说明理由" in apart.locator("p").first.inner_text()
    assert seen(apart.locator(".card")) == told(run["other_suppliers"])
    assert apart.locator(".rank").first.inner_text() == "另列第 1"
    assert "京枢" not in "".join(market_page.locator("#result > .card h3").all_inner_texts())
    assert market_page.locator(".principle").count() == 0


def test_T53b_without_another_supplier_the_rule_is_still_said(page, address, asked):
    run = asked(address, FOSTERING)
    assert run["in_principle"]
    assert not run["other_suppliers"]
    show(page, run)
    assert page.locator("#other-suppliers").count() == 0
    assert "只列社会组织" in page.locator(".principle").inner_text()


def test_nothing_stands_beside_a_list_that_has_nothing_beside_it(page, address, asked):
    run = asked(address, OTHER)
    assert not run["newcomers"]
    assert not run["other_suppliers"]
    assert not run["in_principle"]
    show(page, run)
    assert page.locator("#newcomers, #other-suppliers, .principle").count() == 0
    assert page.locator(".card").count() == len(run["candidates"])


def test_a_run_stored_without_these_lists_is_still_shown(market_page, market, asked):
    run = asked(market, FOSTERING)
    for name in ("newcomers", "other_suppliers", "in_principle"):
        del run[name]
    for candidate in run["candidates"]:
        del candidate["evidence"]
    market_page.evaluate("async (run) => $('result').replaceChildren(...await pageOf(run))", run)
    assert seen(market_page.locator(".card")) == told(run["candidates"])
    assert market_page.locator(".apart, .principle, .evidence").count() == 0
    assert not market_page.complaints


@pytest.mark.parametrize("need", [FOSTERING, OTHER])
def test_T57a_the_evidence_table_holds_what_the_interface_says(market_page, market, asked, need):
    run = asked(market, need)
    show(market_page, run)
    for index, candidate in enumerate(run["candidates"]):
        records = sorted(candidate["evidence"], key=lambda r: r["evaluated_on"], reverse=True)
        fold = market_page.locator("#result > .card").nth(index).locator(".evidence")
        assert fold.count() == bool(records)
        if not records:
            continue
        fold.locator("summary").click()
        assert fold.locator("summary").inner_text() == f"评价依据（{len(records)} 次）"
        rows = [row.locator("td").all_inner_texts() for row in fold.locator("tbody tr").all()]
        assert [[cells[0], cells[1], *cells[3:]] for cells in rows] == [
            [
                record["evaluated_on"],
                record["source_zh"],
                recorded(record["score"]),
                f"{record['points']:.2f}",
                f"{record['weight']:.2f}",
            ]
            for record in records
        ]
        for cells, record in zip(rows, records, strict=True):
            assert (record["evaluator"] or "未写明评价方") in cells[2]
            assert record["project"] in cells[2]


def test_T57a_the_fold_says_how_the_mean_comes_about(market_page, market, asked):
    run = asked(market, FOSTERING)
    show(market_page, run)
    first = run["candidates"][0]
    weight = sum(r["weight"] for r in first["evidence"])
    mean = sum(r["weight"] * r["points"] for r in first["evidence"]) / weight
    fold = market_page.locator("#result > .card").first.locator(".evidence")
    fold.locator("summary").click()
    said = fold.locator("p").inner_text()
    assert f"权重合计 {weight:.2f}，得加权平均 {mean:.2f} 分" in said
    assert next(p["detail_zh"] for p in first["parts"] if p["name"] == "performance") in said
    assert any(r["points"] != r["score"] for r in first["evidence"])
    assert "打分偏松或偏严的习惯" in said
    alone = market_page.locator("#other-suppliers .evidence")
    alone.locator("summary").click()
    assert "习惯" not in alone.locator("p").inner_text()


def test_markup_in_an_evaluation_stays_text(market_page, market, asked):
    show(market_page, asked(market, FOSTERING))
    fold = market_page.locator("#other-suppliers .evidence")
    fold.locator("summary").click()
    assert "<img src=x" in fold.locator("td").nth(2).inner_text()
    assert "孵化<b>陪伴</b>" in fold.locator("td").nth(2).inner_text()
    assert fold.locator("img, b").count() == 0
    assert market_page.title().startswith("对接")
    assert not market_page.complaints


def test_the_fold_opens_and_closes_by_keyboard(market_page, market, asked):
    show(market_page, asked(market, FOSTERING))
    card = market_page.locator("#result > .card").first
    card.locator(".why summary").focus()
    market_page.keyboard.press("Tab")
    assert card.locator(".evidence summary").evaluate("node => node === document.activeElement")
    assert card.locator(".evidence table").is_hidden()
    market_page.keyboard.press("Enter")
    assert card.locator(".evidence table").is_visible()
    market_page.keyboard.press("Space")
    assert card.locator(".evidence table").is_hidden()


def test_open_folds_never_scroll_sideways_and_figures_keep_their_names(
    market_page, market, asked, width
):
    show(market_page, asked(market, FOSTERING))
    for summary in market_page.locator(".evidence summary").all():
        summary.click()
    assert market_page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    table = market_page.locator(".evidence table").first
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "日期",
        "来源",
        "评价方",
        "得分",
        "计入",
        "权重",
    ]
    label = table.locator("td").nth(4).evaluate("n => getComputedStyle(n, '::before').content")
    assert ("计入" in label) == (width < 560)
