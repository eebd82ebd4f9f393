"""What handlers ask for: the services, an expected version, paging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Header, Path, Query, Request, UploadFile

from matcher.errors import InvalidInput
from matcher.service.values import UploadedFile

if TYPE_CHECKING:
    from matcher.compose import Services
else:
    # FastAPI resolves annotations at run time; the real type would load numpy and faiss.
    Services = Any

#: Ids are short and printable; anything else cannot name a record.
_ID = r"^[^\x00-\x1f\x7f]{1,200}$"


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


ServicesDep = Annotated[Services, Depends(_services)]
RecordId = Annotated[str, Path(alias="id", pattern=_ID, title="内部编号")]
Cursor = Annotated[
    str | None, Query(pattern=_ID, title="游标", description="上一页给出的 next_cursor")
]
Limit = Annotated[int, Query(ge=1, le=200, title="每页条数")]
IfMatch = Annotated[
    str | None,
    Header(alias="If-Match", title="所依据的版本", description='读取时的 ETag，如 "3"'),
]


def expected_version(if_match: str | None, version: int | None) -> int:
    """Return the version that a change is based on, from ``If-Match`` or the body.

    Raises InvalidInput when neither says it, when it is no version, or when both differ.
    """
    if if_match is None:
        if version is None:
            raise InvalidInput("请写明所依据的版本（version 或 If-Match）。", field="version")
        return version
    text = if_match.strip().removeprefix("W/").strip('"')
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise InvalidInput(f'If-Match 的值“{if_match[:40]}”不是版本，应如 "3"。', field="If-Match")
    if version is not None and version != int(text):
        raise InvalidInput("If-Match 与 version 不一致，请只写一个。", field="version")
    return int(text)


def uploaded(files: Sequence[UploadFile]) -> list[UploadedFile]:
    """Return the files of a form with their names and bytes."""
    return [UploadedFile(name_of(file), file.file.read()) for file in files]


def name_of(file: UploadFile) -> str:
    """Return the bare file name without folders and control characters, for messages."""
    bare = (file.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in bare if c.isprintable())[:200] or "未命名"
