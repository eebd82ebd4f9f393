"""docs/import-rules.md says what the rules do, and names every finding that they can make."""

import ast
import re

import pytest
from support import import_rules_page
from support.page_tables import marked_rows
from support.tree import ROOT

PAGE = import_rules_page.PAGE.read_text(encoding="utf-8")
INTAKE = sorted((ROOT / "matcher" / "intake").rglob("*.py"))
MAKERS = {"error", "ask", "warn", "info", "unreadable", "Finding", "_mark"}
CODE = re.compile(r"[A-Z][A-Z_]{3,}")


def made_codes():
    """Return the codes in calls that make findings; of an f-string its fixed beginning."""
    codes = set()
    for path in INTAKE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS):
                continue
            constants = [n.value for a in node.args for n in ast.walk(a) if _is_text(n)]
            codes |= {text for text in constants if CODE.fullmatch(text)}
    return codes


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@pytest.mark.parametrize(
    ("kind", "argument", "cells"),
    [row[1:] for row in marked_rows(PAGE)],
    ids=lambda part: part if isinstance(part, str) else part[0],
)
def test_row_is_what_the_rule_does(kind, argument, cells):
    """Regenerate with `python -m tests.support.import_rules_page`."""
    assert import_rules_page.computed(kind, argument, cells) == cells


def test_page_is_as_the_generator_writes_it():
    assert import_rules_page.page(PAGE) == PAGE


@pytest.mark.parametrize("code", sorted(made_codes()))
def test_every_finding_is_on_the_page(code):
    assert f"`{code}" in PAGE


def test_findings_are_found_in_the_source():
    assert {"MONEY_UNIT", "TYPE_MISSING", "DISPUTED", "NEED_", "USCC_LOOK_ALIKE"} <= made_codes()


def test_every_file_failure_is_on_the_page():
    sources = [path.read_text(encoding="utf-8") for path in INTAKE if path.parent.name == "reading"]
    codes = {code for text in sources for code in re.findall(r'"(FILE_[A-Z_]+)"', text)}
    assert len(codes) >= 8
    assert all(f"`{code}`" in PAGE for code in codes)


def test_no_rule_is_without_an_example():
    shown = {kind for _, kind, _, _ in marked_rows(PAGE)}
    assert set(import_rules_page.rules()) <= shown
