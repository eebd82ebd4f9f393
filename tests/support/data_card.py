"""Rewrite the sizes in docs/data-card.md (`python -m tests.support.data_card`)."""

from .page_tables import refreshed
from .tree import ROOT, kept_files

PAGE = ROOT / "docs" / "data-card.md"
FOLDERS = ("matcher/data", "embeddings/data", "api/static")


def bundled():
    """Return path → bytes of every data file that the packages carry."""
    names = {path.relative_to(ROOT).as_posix(): path for path in kept_files()}
    return {
        name: path.stat().st_size
        for name, path in names.items()
        if name.startswith(FOLDERS) and path.stat().st_size > 0
    }


def size_text(size):
    """Return a size in kB, or kB with one decimal below ten."""
    return f"{size / 1000:.1f} kB" if size < 10_000 else f"{size / 1000:.0f} kB"


def computed(_kind, _argument, cells):
    size = bundled()[cells[0].strip("`")]
    return [cells[0], size_text(size), *cells[2:]]


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8"), computed), encoding="utf-8")
