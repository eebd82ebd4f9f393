"""Execute the notebooks in a clean data folder (`make notebooks` writes the results back)."""

import argparse
import os
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def execute(path):
    """Return the executed notebook; an error in a cell is raised with its traceback."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="duijie-notebook-") as folder:
        before = os.environ.get("DUIJIE_DATA_DIR")
        os.environ["DUIJIE_DATA_DIR"] = folder
        try:
            NotebookClient(
                notebook,
                timeout=300,
                kernel_name="python3",
                coalesce_streams=True,  # or the outputs would differ from run to run
                resources={"metadata": {"path": ROOT}},
            ).execute()
        finally:
            if before is None:
                del os.environ["DUIJIE_DATA_DIR"]
            else:
                os.environ["DUIJIE_DATA_DIR"] = before
    return notebook


def clean(notebook):
    """Drop what differs from run to run, so that a diff shows content only."""
    notebook.metadata.pop("language_info", None)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        cell.metadata = {}
    return notebook


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    for path in NOTEBOOKS:
        executed = clean(execute(path))
        if arguments.write:
            nbformat.write(executed, path)
        print(f"{path.name}: {len(executed.cells)} cells")


if __name__ == "__main__":
    main()
