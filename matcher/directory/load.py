"""Reads a folder of directories: one TOML file, one version (docs/directories.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..errors import FieldProblem, InvalidInput
from .values import Conditions, Directories, Directory, Item

SHIPPED_DIRECTORIES = Path(__file__).parent.parent / "data" / "directories"
_LINE = re.compile(r"line (\d+), column (\d+)")
_FILE_FIELDS = ("scheme", "version", "effective_from", "effective_to", "note", "item")
_CONDITIONS = ("government_duty", "marketable", "social_able")
_FLAGS = ("burden_reduction", "in_principle_social")
_LISTS = ("types", "categories", "successors")
_ITEM_FIELDS = ("code", "parent", "level", "name", "note", *_LISTS, *_CONDITIONS, *_FLAGS)


def load_directories(folder: Path | None = None) -> Directories:
    """Read every ``*.toml`` of a folder; None: the shipped one.

    Raises InvalidInput (field ``folder``) that lists every file that cannot be read: not TOML,
    an unknown, missing or wrong field. Whether the contents agree is `lint`'s question.
    """
    # Only what nobody edits is remembered: a folder is read again each time.
    return _shipped() if folder is None else _read(folder)


@lru_cache(maxsize=1)
def _shipped() -> Directories:
    return _read(SHIPPED_DIRECTORIES)


def _read(folder: Path) -> Directories:
    if not folder.is_dir():
        raise InvalidInput(
            f"指导性目录文件夹“{folder}”不存在，请核对路径或环境变量 DUIJIE_DIRECTORIES。",
            field="folder",
        )
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise InvalidInput(f"指导性目录文件夹“{folder}”里没有 .toml 文件。", field="folder")
    found: list[Directory] = []
    problems: list[FieldProblem] = []
    for path in files:
        try:
            found.append(_directory(path.name, _toml(path)))
        except InvalidInput as error:
            problems.append(FieldProblem(error.message_zh, field="folder", file=path.name))
    if problems:
        message = problems[0].message_zh
        if len(problems) > 1:
            message += f"（共 {len(problems)} 个文件有问题）"
        raise InvalidInput(message, field="folder", problems=problems)
    return Directories(tuple(sorted(found, key=lambda d: (d.scheme, d.effective_from, d.file))))


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        # Windows' editor puts a mark before the first character.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InvalidInput(f"目录文件“{path.name}”无法读取，请检查权限。") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"目录文件“{path.name}”不是 UTF-8 文本，请另存为 UTF-8。") from error
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        place = f"第 {found[1]} 行第 {found[2]} 个字符附近" if found else "文件末尾"
        raise InvalidInput(
            f"目录文件“{path.name}”的格式不对（{place}），请检查引号、逗号和方括号是否成对。"
        ) from error


def _directory(file: str, body: Mapping[str, Any]) -> Directory:
    place = f"目录文件“{file}”"
    _known(place, body, _FILE_FIELDS)
    entries = body.get("item", [])
    if not isinstance(entries, list) or not all(isinstance(e, Mapping) for e in entries):
        raise InvalidInput(f"{place}：目录项应写成 [[item]]。")
    if not entries:
        raise InvalidInput(f"{place}里没有目录项，请用 [[item]] 写出。")
    return Directory(
        scheme=_text(place, body, "scheme"),
        version=_text(place, body, "version"),
        effective_from=_day(place, body, "effective_from"),
        effective_to=_day(place, body, "effective_to") if "effective_to" in body else None,
        note=_optional(place, body, "note"),
        items=tuple(
            _item(f"{place}第 {number} 项", entry) for number, entry in enumerate(entries, start=1)
        ),
        file=file,
    )


def _item(place: str, entry: Mapping[str, Any]) -> Item:
    _known(place, entry, _ITEM_FIELDS)
    code = _text(place, entry, "code")
    place = f"{place}（{code}）"
    level = entry.get("level")
    if not isinstance(level, int) or isinstance(level, bool) or not 1 <= level <= 4:
        raise InvalidInput(f"{place}的 level 应为 1 到 4 的整数。")
    return Item(
        code=code,
        parent=_optional(place, entry, "parent"),
        level=level,
        name=_text(place, entry, "name"),
        note=_optional(place, entry, "note"),
        types=_texts(place, entry, "types"),
        categories=_texts(place, entry, "categories"),
        conditions=Conditions(*(_flag(place, entry, name, True) for name in _CONDITIONS)),
        burden_reduction=_flag(place, entry, "burden_reduction", False),
        in_principle_social=_flag(place, entry, "in_principle_social", False),
        successors=_texts(place, entry, "successors"),
    )


def _known(place: str, body: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    """Refuse a field that nobody would read: mostly a slip in its name."""
    for name in body:
        if name not in allowed:
            raise InvalidInput(f"{place}里的“{name}”不是可用的栏目，只能用 {'、'.join(allowed)}。")


def _text(place: str, body: Mapping[str, Any], field: str) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not value.strip():
        raise InvalidInput(f"{place}缺少 {field}，请补上一段文字，用英文双引号括起。")
    return value.strip()


def _optional(place: str, body: Mapping[str, Any], field: str) -> str:
    value = body.get(field, "")
    if not isinstance(value, str):
        raise InvalidInput(f"{place}的 {field} 应为文字，用英文双引号括起。")
    return value.strip()


def _texts(place: str, body: Mapping[str, Any], field: str) -> tuple[str, ...]:
    value = body.get(field, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise InvalidInput(f"{place}的 {field} 应为一列文字，每项用英文双引号括起。")
    return tuple(v.strip() for v in value)


def _flag(place: str, body: Mapping[str, Any], field: str, otherwise: bool) -> bool:
    value = body.get(field, otherwise)
    if not isinstance(value, bool):
        raise InvalidInput(f"{place}的 {field} 只能写 true 或 false。")
    return value


def _day(place: str, body: Mapping[str, Any], field: str) -> date:
    value = body.get(field)
    if not isinstance(value, date) or isinstance(value, datetime):
        raise InvalidInput(f"{place}的 {field} 应写成 2022-01-01 这样的日期，不加引号。")
    return value
