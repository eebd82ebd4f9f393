"""The computed parts of docs/lexicon.md (`python -m tests.support.lexicon_page`)."""

from collections import Counter
from pathlib import Path

from embeddings.lexicon import OUT_OF_SCOPE, load_lexicon
from matcher.taxonomy import taxonomy

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "lexicon.md"
MARK = "python -m tests.support.lexicon_page"


def bounds(mark):
    return f"<!-- 以下由 {mark} 写出 -->", f"<!-- 以上由 {mark} 写出 -->"


def between(page, mark):
    """Return the text between the markers."""
    begin, end = bounds(mark)
    return page.partition(begin)[2].partition(end)[0].strip()


def put_between(path, mark, text):
    """Write a text between the markers of a page."""
    begin, end = bounds(mark)
    page = path.read_text(encoding="utf-8")
    head, rest = page[: page.index(begin) + len(begin)], page[page.index(end) :]
    path.write_text(f"{head}\n\n{text.strip()}\n\n{rest}", encoding="utf-8")


def figures():
    """Return the sizes of the shipped lexicon by working type, as a Markdown table."""
    lexicon = load_lexicon()
    names = {term.code: term.name for term in taxonomy().service_types.terms}
    counts, phrases, formal = Counter(), Counter(), Counter()
    for category in lexicon.categories:
        counts[category.type] += 1
        phrases[category.type] += len(category.phrases)
        formal[category.type] += len(category.wordings) - len(category.phrases)
    names[OUT_OF_SCOPE] = "不属社会组织承接"
    rows = [
        (kind, names[kind], counts[kind], phrases[kind], formal[kind]) for kind in sorted(counts)
    ]
    rows.append(("", "合计", *(sum(c.values()) for c in (counts, phrases, formal))))
    lines = ["| 类型 | 名称 | 分类 | 日常说法 | 正式说法 |", "| --- | --- | ---: | ---: | ---: |"]
    lines += ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    names_of_groups = sum(len(group.names) for group in lexicon.groups)
    lines += ["", f"人群 {len(lexicon.groups)} 个，名称 {names_of_groups} 个。"]
    return "\n".join(lines)


if __name__ == "__main__":
    put_between(PAGE, MARK, figures())
