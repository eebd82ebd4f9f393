"""Whether a folder of directories agrees with itself, the taxonomy and the lexicon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from embeddings.lexicon import Lexicon

from ..taxonomy import Taxonomy
from .values import Directories, Directory, Item

_LEXICON = "服务词库"


@dataclass(frozen=True, slots=True)
class DirectoryFinding:
    """One breach of a rule: ``file``, ``item`` (its code, "" for the file) and a sentence."""

    file: str
    item: str
    message_zh: str


def lint(
    directories: Directories, taxonomy: Taxonomy, lexicon: Lexicon
) -> tuple[DirectoryFinding, ...]:
    """Return every finding in the order of the files; () when all rules are kept.

    Codes unique, parents present, one level below them, types, categories and successors known,
    periods of one scheme apart, and every directory item that the lexicon names present.
    """
    types = set(taxonomy.service_types.by_code)
    categories = {category.code for category in lexicon.categories}
    found: list[DirectoryFinding] = []
    for version in directories.versions:
        found += [DirectoryFinding(version.file, "", text) for text in _period(version)]
        for item in version.items:
            texts = [
                *_place(item, version),
                *_unknown("服务类型", item.types, types),
                *_unknown("词库分类", item.categories, categories),
                *_successors(item, version, directories),
            ]
            found += [DirectoryFinding(version.file, item.code, text) for text in texts]
        found += _repeated(version)
    found += _overlaps(directories)
    return (*found, *_lexicon(directories, lexicon))


def _period(version: Directory) -> Iterator[str]:
    if version.effective_to is not None and version.effective_to < version.effective_from:
        yield f"停用日期 {version.effective_to} 早于生效日期 {version.effective_from}，请核对。"


def _place(item: Item, version: Directory) -> Iterator[str]:
    if item.parent == "":
        if item.level != 1:
            yield f"第 {item.level} 级的项要写上级（parent）。"
        return
    parent = version.item(item.parent)
    if parent is None:
        yield f"上级“{item.parent}”不在本文件里，请补上或改正 parent。"
    elif parent.level != item.level - 1:
        yield f"级别是 {item.level}，上级“{item.parent}”是 {parent.level}，应正好差一级。"


def _unknown(what: str, codes: tuple[str, ...], known: set[str]) -> Iterator[str]:
    for code in codes:
        if code not in known:
            yield f"{what}代码“{code}”不存在，请改正。"


def _successors(item: Item, version: Directory, directories: Directories) -> Iterator[str]:
    if item.successors and version.effective_to is None:
        yield "仍在使用的版本不应写接替项（successors），请删去，或写上停用日期 effective_to。"
    for reference in item.successors:
        target = next(
            (
                other
                for other in directories.versions
                for wanted in other.items
                if reference == f"{other.version} {wanted.code}"
            ),
            None,
        )
        if target is None:
            yield f"接替项“{reference}”不存在，应写成“版本 代码”，如“2022 A0402”。"
        elif target.effective_from <= version.effective_from:
            yield f"接替项“{reference}”所在的版本不比本版新，请改正。"


def _repeated(version: Directory) -> list[DirectoryFinding]:
    codes = Counter(item.code for item in version.items)
    names = Counter((item.parent, item.name) for item in version.items)
    found = [
        DirectoryFinding(version.file, code, f"代码“{code}”出现了 {count} 次，请改掉重复的。")
        for code, count in codes.items()
        if count > 1
    ]
    return found + [
        DirectoryFinding(version.file, parent, f"同一上级下有 {count} 项都叫“{name}”，请改名。")
        for (parent, name), count in names.items()
        if count > 1
    ]


def _overlaps(directories: Directories) -> Iterator[DirectoryFinding]:
    for one, other in combinations(directories.versions, 2):
        if one.scheme != other.scheme and one.version != other.version:
            continue
        if one.version == other.version:
            yield DirectoryFinding(
                other.file, "", f"版本“{other.version}”与“{one.file}”相同，请换一个版本号。"
            )
        elif one.covers(other.effective_from) or other.covers(one.effective_from):
            yield DirectoryFinding(
                other.file,
                "",
                f"与“{one.file}”的有效期重叠，同一目录同一天只能有一版，请写上旧版的停用日期。",
            )


def _lexicon(directories: Directories, lexicon: Lexicon) -> Iterator[DirectoryFinding]:
    """Yield the lexicon's references to items that no version has."""
    known = {key for v in directories.versions for i in v.items for key in (i.title, i.code)}
    missing: dict[str, list[str]] = {}
    for category in lexicon.categories:
        for reference in category.directory:
            if reference not in known:
                missing.setdefault(reference, []).append(category.name)
    for reference, names in missing.items():
        yield DirectoryFinding(
            _LEXICON,
            reference,
            f"词库有 {len(names)} 个分类（如“{names[0]}”）指向“{reference}”，各版目录里都没有，"
            "请改词库，或在目录里补上。",
        )
