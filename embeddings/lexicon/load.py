"""Reading a lexicon folder: every mistake named by file, place and field, in Chinese."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import EncodingError
from .model import VOICES, Category, Group, Lexicon, Lookalike

#: Inside a lexicon's folder: what was learnt from it (`embeddings.categories`).
CATEGORIES_FOLDER = "categories"
SHIPPED_LEXICON = Path(__file__).parents[1] / "data" / "lexicon"
GROUPS_FILE = "groups.toml"
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TYPE = re.compile(r"\d\d")
_LINE = re.compile(r"line (\d+), column (\d+)")
_CATEGORY_FIELDS = (
    "code",
    "name",
    "directory",
    "groups",
    "description",
    "synonyms",
    "offers",
    "phrases",
    "lookalike",
)
_GROUP_FIELDS = ("code", "name", "within", "formal", "everyday")


class LexiconError(EncodingError):
    """A lexicon that cannot be used; ``message_zh`` names file, entry and field."""

    def __init__(self, message_zh: str) -> None:
        super().__init__(message_zh)
        self._message_zh = message_zh

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return self._message_zh


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Read ``*.toml`` of a folder (None: the shipped one), files in the order of their names.

    Raises
    ------
    LexiconError : no such folder, not TOML, a missing or wrong field, a code used twice, fewer
        than two categories.
    """
    # Only what nobody edits is remembered: a folder is read again each time.
    return _shipped() if folder is None else _read(folder)


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    return _read(SHIPPED_LEXICON)


def _read(root: Path) -> Lexicon:
    if not root.is_dir():
        raise LexiconError(f"词库文件夹“{root}”不存在，请核对路径或环境变量 DUIJIE_LEXICON。")
    files = sorted(p for p in root.glob("*.toml") if p.name != GROUPS_FILE)
    if not files:
        raise LexiconError(f"词库文件夹“{root}”里没有 .toml 文件。")
    categories = tuple(
        category for path in files for category in _categories(path.name, _toml(path))
    )
    if len(categories) < 2:
        raise LexiconError(f"词库文件夹“{root}”里的分类不到两个，请用 [[category]] 写出分类。")
    groups_path = root / GROUPS_FILE
    groups = _groups(_toml(groups_path)) if groups_path.is_file() else ()
    _unique("分类", [c.code for c in categories])
    _unique("人群", [g.code for g in groups])
    return Lexicon(categories, groups, _fingerprint(categories, groups))


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        # Windows' editor puts a mark before the first character.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise LexiconError(f"词库文件“{path.name}”无法读取，请检查权限。") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"词库文件“{path.name}”不是 UTF-8 文本，请另存为 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        place = f"第 {found[1]} 行第 {found[2]} 个字符附近" if found else "文件末尾"
        raise LexiconError(
            f"词库文件“{path.name}”的格式不对（{place}），请检查引号、逗号和方括号是否成对。"
        ) from error


def _categories(file: str, body: Mapping[str, Any]) -> list[Category]:
    kind = body.get("type")
    if not isinstance(kind, str) or not _TYPE.fullmatch(kind):
        raise LexiconError(f'词库文件“{file}”开头应有 type = "两位数字"。')
    _known(f"词库文件“{file}”", body, ("type", "category"))
    found = []
    for number, entry in enumerate(_tables(f"词库文件“{file}”", body, "category"), start=1):
        place = f"词库文件“{file}”第 {number} 个分类"
        found.append(_category(place, kind, entry))
    return found


def _category(place: str, kind: str, entry: Mapping[str, Any]) -> Category:
    _known(place, entry, _CATEGORY_FIELDS)
    voices = entry.get("phrases", {})
    if not isinstance(voices, Mapping) or not set(voices) <= set(VOICES):
        raise LexiconError(f"{place}的 phrases 只能有 {'、'.join(VOICES)}。")
    return Category(
        code=_code(place, entry),
        name=_text(place, entry, "name"),
        type=kind,
        directory=_texts(place, entry, "directory"),
        groups=_texts(place, entry, "groups"),
        description=_text(place, entry, "description"),
        synonyms=_texts(place, entry, "synonyms"),
        offers=_texts(place, entry, "offers"),
        voices={voice: _texts(place, voices, voice) for voice in VOICES if voice in voices},
        lookalikes=tuple(
            Lookalike(_text(place, item, "phrase"), _text(place, item, "belongs"))
            for item in _tables(place, entry, "lookalike")
        ),
    )


def _groups(body: Mapping[str, Any]) -> tuple[Group, ...]:
    file = f"词库文件“{GROUPS_FILE}”"
    _known(file, body, ("group",))
    found = []
    for number, entry in enumerate(_tables(file, body, "group"), start=1):
        place = f"{file}第 {number} 个人群"
        _known(place, entry, _GROUP_FIELDS)
        within = entry.get("within", "")
        if not isinstance(within, str):
            raise LexiconError(f"{place}的 within 应为文字。")
        found.append(
            Group(
                code=_code(place, entry),
                name=_text(place, entry, "name"),
                within=within,
                formal=_texts(place, entry, "formal"),
                everyday=_texts(place, entry, "everyday"),
            )
        )
    return tuple(found)


def _known(place: str, body: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    """Refuse a field that nobody would read: mostly a slip in its name."""
    for name in body:
        if name not in allowed:
            raise LexiconError(f"{place}里的“{name}”不是可用的栏目，只能用 {'、'.join(allowed)}。")


def _tables(place: str, body: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = body.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
        raise LexiconError(f"{place}：{key} 应写成 [[{key}]]。")
    return value


def _code(place: str, entry: Mapping[str, Any]) -> str:
    code = _text(place, entry, "code")
    if not _CODE.fullmatch(code):
        raise LexiconError(f"{place}的 code“{code}”只能用小写字母、数字和连字符。")
    return code


def _text(place: str, entry: Mapping[str, Any], field: str) -> str:
    value = entry.get(field)
    if not isinstance(value, str) or not value.strip():
        raise LexiconError(f"{place}缺少 {field}，请补上一段文字。")
    return value.strip()


def _texts(place: str, entry: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = entry.get(field, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise LexiconError(f"{place}的 {field} 应为一列文字，每项用英文双引号括起。")
    return tuple(v.strip() for v in value)


def _unique(what: str, codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise LexiconError(f"词库里{what}代码“{code}”出现了两次，请改掉一个。")


def _fingerprint(categories: tuple[Category, ...], groups: tuple[Group, ...]) -> str:
    body = {"categories": [_plain(c) for c in categories], "groups": [asdict(g) for g in groups]}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(category: Category) -> dict[str, Any]:
    return asdict(category)
