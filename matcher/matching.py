"""One-off matching of two files and the evaluation of a run file, without any database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .compose import INDEX_TYPES, text_model
from .errors import InvalidInput
from .evaluate import Figures, evaluate_run, match_all
from .intake.reading import read_grids
from .intake.values import normal_text
from .model import Need, Organization, Record, Service
from .service.values import Progress, UploadedFile
from .settings import Settings

#: Accepted column names; the first is the one of the .jsonl files.
_ORGANIZATION_COLUMNS = {
    "id": ("id", "编号", "组织编号", "统一社会信用代码"),
    "name": ("name", "名称", "组织名称"),
    "capability": ("capability", "服务内容", "服务能力", "业务范围"),
}
_NEED_COLUMNS = {
    "id": ("id", "编号", "需求编号"),
    "title": ("title", "名称", "需求名称"),
    "text": ("text", "需求描述", "描述", "内容"),
}
_STYLE_COLUMNS = {"id": _NEED_COLUMNS["id"], "style": ("style", "文体")}
_HEADER_ROWS = 15
_LIMITS = {"timeout_s": 120, "memory_mb": 2048}


def match_files(
    organizations: UploadedFile,
    needs: UploadedFile,
    top: int = 50,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Iterator[str]:
    """Yield lines ``need_id<TAB>organization_id<TAB>score`` for every need, best first.

    Files are .jsonl, .csv or .xlsx with the columns id, name, capability and id, title, text (or
    their Chinese names). Raises InvalidInput that names the file and the missing column.
    """
    offered = _records(organizations)
    wanted = [
        Need(id=row["id"], code=row["id"], title=row["title"], description=row["text"])
        for row in _rows(needs, _NEED_COLUMNS, optional=("title", "text"))
    ]
    texts = text_model(settings or Settings())
    return match_all(offered, wanted, top, texts, INDEX_TYPES, progress)


def evaluate_files(
    run: UploadedFile, qrels: UploadedFile, needs: UploadedFile | None = None
) -> tuple[Figures, ...]:
    """Return nDCG@10, Recall@10 and MRR@10, by style where ``needs`` has that column."""
    styles = None
    if needs is not None:
        rows = _rows(needs, _STYLE_COLUMNS, optional=("style",))
        styles = {row["id"]: row["style"] for row in rows}
    return evaluate_run(_lines(run), _lines(qrels), styles)


def _records(file: UploadedFile) -> list[Record]:
    records: list[Record] = []
    for row in _rows(file, _ORGANIZATION_COLUMNS, optional=("name", "capability")):
        records.append(Organization(id=row["id"], name=row["name"]))
        # One service each, also without a text: every organization gets its line.
        records.append(
            Service(
                id=row["id"], organization_id=row["id"], title="", description=row["capability"]
            )
        )
    return records


def _rows(
    file: UploadedFile, columns: Mapping[str, tuple[str, ...]], optional: tuple[str, ...]
) -> list[dict[str, str]]:
    """Return the rows of the first sheet that has these columns, as texts."""
    for grid in read_grids(file.name, file.data, **_LIMITS):
        for number, head in enumerate(grid.rows[:_HEADER_ROWS]):
            names = [normal_text(cell) for cell in head]
            place = {
                field: next((names.index(a) for a in aliases if a in names), None)
                for field, aliases in columns.items()
            }
            if place["id"] is None or all(place[f] is None for f in optional):
                continue
            return _unique(file, grid.first + number + 1, place, grid.rows[number + 1 :])
    wanted = "、".join(aliases[0] for aliases in columns.values())
    raise InvalidInput(
        f"文件“{file.name}”里没有找到需要的列（{wanted}），请在第一行写上列名。", field="id"
    )


def _unique(
    file: UploadedFile,
    first: int,
    place: Mapping[str, int | None],
    rows: tuple[tuple[object, ...], ...],
) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for number, cells in enumerate(rows, start=first):
        if not any(cell is not None for cell in cells):
            continue
        values = {
            field: "" if at is None or at >= len(cells) else normal_text(cells[at])  # type: ignore[arg-type]
            for field, at in place.items()
        }
        if not values["id"]:
            raise InvalidInput(f"文件“{file.name}”第 {number} 行没有编号，请补上。", row=number)
        if values["id"] in found:
            raise InvalidInput(
                f"文件“{file.name}”第 {number} 行的编号“{values['id']}”与前面重复。", row=number
            )
        found[values["id"]] = values
    return list(found.values())


def _lines(file: UploadedFile) -> list[str]:
    try:
        return file.data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidInput(f"文件“{file.name}”不是 UTF-8 文本，请另存为 UTF-8。") from error
