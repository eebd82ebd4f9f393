"""Files out of the catalog: exports and empty templates."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response

from matcher.exchange import ExportFormat
from matcher.intake.cells import TableKind

from ..deps import ServicesDep
from .common import problems

router = APIRouter(prefix="/v1", tags=["导出"])

Kind = Annotated[TableKind, Path(title="类别")]
Format = Annotated[ExportFormat, Query(alias="format", title="文件格式")]

_MEDIA = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.JSONL: "application/x-ndjson",
}
_NAMES_ZH = {
    TableKind.NEEDS: "需求目录",
    TableKind.ORGANIZATIONS: "供给目录",
    TableKind.EVALUATIONS: "绩效评价",
}
_FILE = problems(404, 422)
_FILE[200] = {
    "description": "文件",
    "content": {media.split(";")[0]: {} for media in _MEDIA.values()},
}


@router.get("/export/{kind}", responses=_FILE, response_class=Response, summary="导出目录")
def export_records(
    services: ServicesDep, kind: Kind, file_format: Format = ExportFormat.XLSX
) -> Response:
    """导出的文件可原样再导入；联系电话脱敏，联系人不导出。"""
    data = services.exchange.export(kind, file_format)
    return _attachment(data, _NAMES_ZH[kind], file_format)


@router.get("/templates/{kind}", responses=_FILE, response_class=Response, summary="下载空白模板")
def download_template(
    services: ServicesDep, kind: Kind, file_format: Format = ExportFormat.XLSX
) -> Response:
    """中文表头的空白表。"""
    data = services.exchange.template(kind, file_format)
    return _attachment(data, f"{_NAMES_ZH[kind]}模板", file_format)


def _attachment(data: bytes, name: str, file_format: ExportFormat) -> Response:
    header = f"attachment; filename*=UTF-8''{quote(name)}.{file_format.value}"
    return Response(data, media_type=_MEDIA[file_format], headers={"Content-Disposition": header})
