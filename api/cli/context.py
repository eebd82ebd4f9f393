"""What commands need from outside: settings, services, files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.errors import InvalidInput
from matcher.service.values import UploadedFile
from matcher.settings import Settings

from ..logs import configure
from ..origin import check_origin

if TYPE_CHECKING:
    from matcher.compose import Services


def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_env(os.environ)


@contextmanager
def opened(*, prepare: bool = True) -> Iterator[Services]:
    """Open the services for one command; only warnings are logged to the screen."""
    check_origin()
    configure("WARNING")
    # Only here: help and usage errors must not wait for numpy and faiss.
    from matcher.compose import build_services

    services = build_services(settings(), prepare=prepare)
    try:
        yield services
    finally:
        services.close()


def read_file(path: Path) -> UploadedFile:
    """Return a file's name and bytes; InvalidInput that names it when it cannot be read."""
    try:
        return UploadedFile(path.name, path.read_bytes())
    except OSError as error:
        raise InvalidInput(
            f"文件“{path}”无法读取（{_why(error)}），请核对路径。", field="file"
        ) from error


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; InvalidInput when the place does not allow it."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise InvalidInput(
            f"文件“{path}”无法写入（{_why(error)}），请换一个位置。", field="output"
        ) from error


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "不存在"
        case PermissionError():
            return "没有权限"
        case IsADirectoryError():
            return "是文件夹"
        case _:
            return "系统拒绝"
