"""Reading the two corpora: statutes by article (formal) and counselling dialogues (colloquial)."""

import hashlib
import json
import lzma
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from .errors import TrainingError

_Row = TypeVar("_Row")
LAWS, DIALOGUES = "laws.jsonl.xz", "dialogues.jsonl.xz"


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a law, with the law's title and the chapter's (may be empty)."""

    law: str
    chapter: str
    text: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All articles, in the order of the file, and all dialogues as tuples of turns."""

    articles: tuple[Article, ...]
    dialogues: tuple[tuple[str, ...], ...]
    hashes: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        """Return about how many texts there are: articles without headings, and turns."""
        return len(self.articles) + sum(len(turns) for turns in self.dialogues)

    def texts(self) -> Iterator[str]:
        """Yield articles, each new heading before its articles, then the turns."""
        heading = ""
        for article in self.articles:
            if (new := f"{article.law} {article.chapter}") != heading:
                heading = new
                yield heading
            yield article.text
        for dialogue in self.dialogues:
            yield from dialogue


def read_corpus(folder: Path) -> Corpus:
    """Read ``laws.jsonl.xz`` and ``dialogues.jsonl.xz`` of a folder.

    Raises
    ------
    TrainingError : no such folder or file, a damaged archive, a line of another form.
    """
    if not folder.is_dir():
        raise TrainingError(f"语料文件夹“{folder}”不存在，请检查 --corpus。")
    articles = tuple(_read(folder / LAWS, _article))
    dialogues = tuple(_read(folder / DIALOGUES, _turns))
    hashes = tuple((name, sha256(folder / name)) for name in (LAWS, DIALOGUES))
    return Corpus(articles, dialogues, hashes)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read(path: Path, parse: Callable[[Any], _Row]) -> Iterator[_Row]:
    if not path.is_file():
        raise TrainingError(f"语料文件“{path.name}”不存在，请检查 --corpus 指向的文件夹。")
    number = 0
    try:
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for number, line in enumerate(stream, start=1):  # noqa: B007 (named in the message)
                yield parse(json.loads(line))
    except (lzma.LZMAError, EOFError, ValueError, KeyError, TypeError) as error:
        raise TrainingError(
            f"语料文件“{path.name}”在第 {number} 行附近损坏（{type(error).__name__}），请重新复制。"
        ) from error


def _article(value: Any) -> Article:  # noqa: ANN401 (a line of JSON)
    return Article(str(value["law"]), str(value.get("chapter") or ""), str(value["text"]))


def _turns(value: Any) -> tuple[str, ...]:  # noqa: ANN401 (a line of JSON)
    return tuple(str(text) for _, text in value)
