"""The page in a real browser: results, escaping, keyboard, errors, widths."""

import re

import pytest


def ask(page, text):
    page.fill("#text", text)
    page.click("#go")
    page.wait_for_selector(".card, .error, .none", timeout=30_000)
    page.wait_for_selector("#go:not([disabled])")


def test_a_text_gives_cards_with_parts_and_reasons(page):
    ask(page, "给独居老人定期上门探访，量血压、陪聊天")
    assert "仅供参考，不作为评审依据" in page.inner_text(".notice")
    assert re.search(r"权重 .+ · 数据截至 \d{4}-\d\d-\d\d", page.inner_text(".notice"))
    cards = page.locator("#result > .card")
    assert cards.count() == 10 or page.locator(".none").count() == 1
    first = cards.first
    assert first.locator(".parts dt").all_inner_texts() == [
        "需求契合",
        "履约绩效",
        "承接能力",
        "预算契合",
        "服务可达",
        "评估等级",
        "连续性",
    ]
    assert re.fullmatch(r"\d+\.\d/45", first.locator(".points").first.inner_text())
    assert first.locator(".reasons li").count() >= 1
    assert page.locator(".statement mark").count() >= 1
    assert page.locator(".offer mark").count() >= 1
    assert "".join(page.locator(".statement").inner_text().split("\n")[1:]).startswith("给独居老人")
    first.locator(".why summary").click()
    assert "内容相似" in first.locator(".why dl").inner_text()
    assert not page.complaints


def test_every_mark_in_a_card_is_quoted_in_a_reason_of_it(page):
    ask(page, "带孩子做手工、辅导作业")
    cards = page.locator(".card")
    assert cards.count() >= 1
    for card in cards.all():
        said = "".join(card.locator(".reasons li").all_inner_texts())
        marks = card.locator(".offer mark").all_inner_texts()
        assert all(text in said for text in marks)
    assert page.locator(".offer mark").count() >= 1


def test_a_need_of_the_catalog(page):
    page.get_by_text("从目录选需求").click()
    page.wait_for_function("document.querySelectorAll('#needs option').length > 50")
    page.fill("#need", "XQ-2026-005")
    page.keyboard.press("Enter")
    page.wait_for_selector(".card")
    assert "长者认知障碍" in page.inner_text(".heading h2")
    page.reload()
    page.wait_for_selector(".card")
    assert "长者认知障碍" in page.inner_text(".heading h2")


def test_markup_in_a_need_stays_text(page):
    evil = (
        "<script>document.title='x'</script><img src=x onerror=\"document.title='y'\">独居老人探访"
    )
    ask(page, evil)
    assert evil in page.inner_text(".statement")
    assert page.title().startswith("对接")
    assert page.locator(".statement script, .statement img").count() == 0
    assert not page.complaints


def test_nothing_fits(page):
    ask(page, "深海钻井平台焊缝探伤")
    assert "暂无合适组织" in page.inner_text(".none")
    assert page.locator(".card.nearest").count() >= 1


def test_an_empty_need_is_said_and_focused(page):
    page.click("#go")
    assert "请写出" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.id") == "text"


def test_an_unknown_code_is_said(page):
    page.get_by_text("从目录选需求").click()
    page.fill("#need", "ZZ-0000")
    page.click("#go")
    page.wait_for_selector(".error")
    assert "ZZ-0000" in page.get_by_role("alert").inner_text()


def test_excluded_organizations_have_reasons(page):
    ask(page, "社区垃圾分类宣传引导")
    page.locator(".excluded summary").click()
    assert page.locator(".excluded li").count() >= 1
    assert re.search(r"全部 \d+ 家 = 合格 \d+ \+ 未入选 \d+", page.inner_text(".excluded summary"))


def test_a_need_of_two_tasks_is_shown_as_two(page):
    ask(page, "请心理老师给失业居民做情绪疏导，同时办一场招聘会，推荐合适的岗位")
    tasks = page.locator(".components li")
    assert tasks.count() == 2
    assert "就业" in page.inner_text(".components")
    assert "适合的组织" in tasks.first.inner_text()
    assert not page.complaints


def test_what_is_nobodys_is_said_plainly(page):
    ask(page, "三号楼的电梯坏了三天没人修")
    assert "电梯" in page.inner_text(".none")
    assert "物业" in page.inner_text(".none")


def test_nothing_is_said_of_a_model_that_is_calibrated(page):
    page.wait_for_function("document.querySelector('#state').textContent !== ''")
    assert page.locator("#degraded").is_hidden()


def test_everything_by_keyboard(page):
    page.focus("#text")
    page.keyboard.type("陪伴独居老人")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "go"
    page.keyboard.press("Enter")
    page.wait_for_selector(".card")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") in ("SUMMARY", "BUTTON")


def test_no_sideways_scrolling(page):
    ask(page, "社区矛盾调解" + "很长的词" * 60)
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0


def test_the_docs_page_lists_every_operation(page, address):
    page.goto(f"{address}/docs")
    page.wait_for_selector(".operation")
    assert page.locator(".operation").count() >= 25
    assert not page.complaints


@pytest.mark.parametrize("name", ["#text", "#need", "#top", "#asof"])
def test_every_field_has_a_label(page, name):
    assert page.evaluate(f"document.querySelector('{name}').labels.length") == 1
