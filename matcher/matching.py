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
Columns = Mapping[str, tuple[str, ...]]
Place = Mapping[str, int | None]
Cells = tuple[tuple[object, ...], ...]
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


def need_texts(needs: UploadedFile) -> tuple[tuple[str, str], ...]:
    """Return place and text (title, description) of every need on every sheet of a file.

    Unlike a run, a check needs no codes: the place is the sheet, the row and the code, if any.
    Raises InvalidInput when no sheet has the columns of a need.
    """
    texts: list[tuple[str, str]] = []
    for sheet, first, place, rows in _sheets(needs, _NEED_COLUMNS, optional=("title", "text")):
        for number, cells in enumerate(rows, start=first):
            row = _values(place, cells)
            text = "\n".join(filter(None, (row["title"], row["text"])))
            if text:
                texts.append((f"{sheet} 第 {number} 行 {row['id']}".strip(), text))
    if not texts:
        raise _without_columns(needs, _NEED_COLUMNS)
    return tuple(texts)


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


def _rows(file: UploadedFile, columns: Columns, optional: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the rows of the first sheet that has these columns, as texts."""
    for _, first, place, rows in _sheets(file, columns, optional):
        return _unique(file, first, place, rows)
    raise _without_columns(file, columns)


def _without_columns(file: UploadedFile, columns: Columns) -> InvalidInput:
    wanted = "、".join(aliases[0] for aliases in columns.values())
    return InvalidInput(
        f"文件“{file.name}”里没有找到需要的列（{wanted}），请在第一行写上列名。", field="id"
    )


def _sheets(
    file: UploadedFile, columns: Columns, optional: tuple[str, ...]
) -> Iterator[tuple[str, int, Place, Cells]]:
    """Yield name, first row number, column places and rows of every sheet with these columns."""
    for grid in read_grids(file.name, file.data, **_LIMITS):
        for number, head in enumerate(grid.rows[:_HEADER_ROWS]):
            names = [normal_text(cell) for cell in head]
            place = {
                field: next((names.index(a) for a in aliases if a in names), None)
                for field, aliases in columns.items()
            }
            if place["id"] is None or all(place[f] is None for f in optional):
                continue
            yield grid.sheet, grid.first + number + 1, place, grid.rows[number + 1 :]
            break


def _values(place: Place, cells: tuple[object, ...]) -> dict[str, str]:
    return {
        field: "" if at is None or at >= len(cells) else normal_text(cells[at])  # type: ignore[arg-type]
        for field, at in place.items()
    }


def _unique(file: UploadedFile, first: int, place: Place, rows: Cells) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for number, cells in enumerate(rows, start=first):
        if not any(cell is not None for cell in cells):
            continue
        values = _values(place, cells)
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
