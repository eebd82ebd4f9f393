"""Real workbooks made in tests: rows in, bytes out."""

import io

import openpyxl
import xlwt


def xlsx(*sheets, merges=(), hidden=()):
    """Return an .xlsx of (title, rows) sheets; ``merges`` apply to the first."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title in hidden:
            sheet.sheet_state = "hidden"
    for area in merges:
        book.worksheets[0].merge_cells(area)
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(title, rows, merges=()):
    """Return a BIFF8 .xls; real dates are written as dates; merges are (r1, r2, c1, c2, text)."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(title)
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is None:
                continue
            sheet.write(r, c, value, day) if hasattr(value, "year") else sheet.write(r, c, value)
    for area in merges:
        sheet.write_merge(*area)
    return saved(book)


def ole(*streams):
    """Return an OLE container with ``(name, content)`` streams of at least 4096 bytes each.

    Written by hand after [MS-CFB]: one FAT sector, one directory chain, no mini streams.
    """
    size = 512
    blocks = [
        content.ljust(max(4096, -(-len(content) // size) * size), b"\0") for _, content in streams
    ]
    directory = -(-(len(streams) + 1) // 4)
    fat, entries = [0xFFFFFFFD], []
    fat += [*range(2, 1 + directory), 0xFFFFFFFE]
    for (name, _), block in zip(streams, blocks, strict=True):
        start, count = len(fat), len(block) // size
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append(
            _entry(
                name,
                2,
                start,
                len(block),
                child=0xFFFFFFFF,
                right=len(entries) + 2 if len(entries) + 1 < len(streams) else 0xFFFFFFFF,
            )
        )
    entries.insert(0, _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1))
    table = b"".join(n.to_bytes(4, "little") for n in fat).ljust(size, b"\xff")
    assert len(table) == size, "one FAT sector is enough for the tests"
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
        + bytes(6)
        + bytes(4)
        + (1).to_bytes(4, "little")
        + (1).to_bytes(4, "little")
        + bytes(4)
        + (4096).to_bytes(4, "little")
        + b"\xfe\xff\xff\xff"
        + bytes(4)
        + b"\xfe\xff\xff\xff"
        + bytes(4)
        + bytes(4)
    ).ljust(size, b"\xff")
    return header + table + b"".join(entries).ljust(directory * size, b"\0") + b"".join(blocks)


def _entry(name, kind, start, length, *, child, right=0xFFFFFFFF):
    raw = (name + "\0").encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + len(raw).to_bytes(2, "little")
        + bytes([kind, 1])
        + b"\xff\xff\xff\xff"
        + right.to_bytes(4, "little")
        + child.to_bytes(4, "little")
        + bytes(36)
        + start.to_bytes(4, "little")
        + length.to_bytes(8, "little")
    )
