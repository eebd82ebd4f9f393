"""Files and functions stay small, names do not shadow other modules (CONTRIBUTING.md)."""

import ast
import statistics
import sys

import pytest
from support.tree import PACKAGES, ROOT, kept_files, source_files

MAX_FILE, MAX_FUNCTION, MEDIAN_FILE = 350, 40, 130
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def lines_of(path):
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


@pytest.mark.parametrize("path", [p for p in kept_files() if p.suffix == ".py"], ids=str)
def test_file_has_at_most_350_lines(path):
    count = len(path.read_text(encoding="utf-8").splitlines())
    assert count <= MAX_FILE, f"{path.relative_to(ROOT)} has {count} lines"


def test_median_file_is_small():
    assert statistics.median(lines_of(p) for p in source_files()) <= MEDIAN_FILE


def body_lines(node):
    """Count the lines of a function without its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return 0 if not body else (node.end_lineno or 0) - body[0].lineno + 1


@pytest.mark.parametrize("path", source_files(), ids=str)
def test_functions_have_at_most_40_lines(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [
        f"{node.name}: {body_lines(node)}"
        for node in ast.walk(tree)
        if isinstance(node, FUNCTIONS) and body_lines(node) > MAX_FUNCTION
    ]
    assert not long, f"{path.relative_to(ROOT)}: {long}"


def test_no_file_is_named_like_a_standard_module():
    shadowing = [
        p.relative_to(ROOT).as_posix()
        for p in source_files()
        if p.stem in sys.stdlib_module_names and p.stem != "__init__" and p.stem != "__main__"
    ]
    assert not shadowing


def test_packages_are_real_and_nothing_else_is_packaged():
    for name in PACKAGES:
        assert (ROOT / name / "__init__.py").is_file()
    for name in ("tests", "notebooks"):
        assert not (ROOT / name / "__init__.py").exists()
