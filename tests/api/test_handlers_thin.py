"""Handlers parse, call and convert; what api may import is a short list (docs/architecture.md)."""

import ast
import sys

import pytest
from support.tree import ROOT

ROUTES = sorted((ROOT / "api" / "routes").glob("*.py"))
SOURCES = sorted((ROOT / "api").rglob("*.py"))
ALLOWED = {"matcher", "fastapi", "starlette", "pydantic", "anyio", "typer", "rich", "uvicorn"}
METHODS = {"get", "post", "put", "patch", "delete"}


def handlers(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                target = getattr(decorator, "func", None)
                if getattr(target, "attr", None) in METHODS:
                    yield node


def test_there_are_handlers():
    found = [h.name for p in ROUTES for h in handlers(ast.parse(p.read_text(encoding="utf-8")))]
    assert len(found) >= 25


@pytest.mark.parametrize("path", ROUTES, ids=lambda p: p.name)
def test_handlers_are_short_plain_and_decide_nothing(path):
    for node in handlers(ast.parse(path.read_text(encoding="utf-8"))):
        assert isinstance(node, ast.FunctionDef), f"{node.name} is async"
        assert node.end_lineno - node.body[0].lineno < 15, node.name
        choices = [n for n in ast.walk(node) if isinstance(n, ast.If | ast.For | ast.Try)]
        assert not choices, f"{node.name} decides"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_are_of_the_short_list(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {n.name for i in ast.walk(tree) if isinstance(i, ast.Import) for n in i.names}
    names |= {
        i.module
        for i in ast.walk(tree)
        if isinstance(i, ast.ImportFrom) and i.level == 0 and i.module is not None
    }
    strangers = {n.split(".")[0] for n in names} - ALLOWED - sys.stdlib_module_names
    assert not strangers
    assert not {n for n in names if n.startswith("matcher.store")}
