"""Need texts checked before they are published, without any database (``duijie lint-need``)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from .clauses import ClauseFinding, find_contested, find_discriminatory, find_negative_list
from .errors import InvalidInput
from .matching import need_texts
from .service.values import UploadedFile

Level = Literal["unlawful", "contested", "negative_list"]
_PLAIN = (".txt", ".md")


@dataclass(frozen=True, slots=True)
class LintItem:
    """One finding and what it means: to be changed, to be weighed, or not to be purchased."""

    level: Level
    finding: ClauseFinding


@dataclass(frozen=True, slots=True)
class Lint:
    """All findings in one text, in order; ``name`` is the need's code or the file's name."""

    name: str
    items: tuple[LintItem, ...]

    def record(self) -> dict[str, Any]:
        """Return the plain record that is printed as JSON; spans are half-open in the text."""
        items = [{"level": item.level, **asdict(item.finding)} for item in self.items]
        return {"name": self.name, "items": items}


def lint_text(name: str, text: str) -> Lint:
    """Return what the clause check says about one text."""
    found: list[LintItem] = [LintItem("unlawful", f) for f in find_discriminatory(text)]
    found += [LintItem("contested", f) for f in find_contested(text)]
    found += [LintItem("negative_list", f) for f in find_negative_list(text)]
    return Lint(name, tuple(sorted(found, key=lambda i: (i.finding.span, i.finding.kind))))


def lint_file(file: UploadedFile) -> tuple[Lint, ...]:
    """Check a plain text (.txt) as a whole, or a table of needs row by row.

    Raises InvalidInput for text that is not UTF-8 and for tables without the columns of a need.
    """
    if not file.name.casefold().endswith(_PLAIN):
        return tuple(lint_text(name, text) for name, text in need_texts(file))
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(f"文件“{file.name}”不是 UTF-8 文本，请另存为 UTF-8。") from error
    return (lint_text(file.name, text),)
