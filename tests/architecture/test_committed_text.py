"""What is committed names no machine, no package host, and holds no unfinished marks."""

import re

import pytest
from support.tree import ROOT, kept_files

TEXT = {".py", ".md", ".toml", ".txt", ".json", ".jsonl", ".ipynb", ".html", ".css", ".js", ".tsv"}
# Spelled in pieces, so that this file does not find itself.
FORBIDDEN = [
    re.compile(r"/" + r"work/"),
    re.compile(r"/" + r"root/|/" + r"home/\w+"),
    re.compile(r"\.\./" + r"shared|\.\./\." + r"library"),
    re.compile(r"pypi\." + r"org|files\.python" + r"hosted|download\.py" + r"torch"),
    re.compile(r"\b" + r"TO" + r"DO\b|\bFIX" + r"ME\b"),
]


def text_files():
    return [
        p for p in kept_files() if p.suffix in TEXT or p.name in {"Makefile", "run", ".gitignore"}
    ]


@pytest.mark.parametrize("pattern", FORBIDDEN, ids=lambda p: p.pattern)
def test_no_file_holds(pattern):
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found


def test_big_files_are_named_with_their_licence():
    """Every file above 200 kB is listed in docs/data-card.md."""
    card = (ROOT / "docs" / "data-card.md").read_text(encoding="utf-8")
    missing = [
        p.relative_to(ROOT).as_posix()
        for p in kept_files()
        if p.stat().st_size > 200_000 and p.relative_to(ROOT).as_posix() not in card
    ]
    assert not missing
