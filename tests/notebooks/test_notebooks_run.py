"""Every notebook runs from top to bottom in a fresh kernel with an empty data folder."""

import pytest
from support.notebooks import NOTEBOOKS, execute


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # zmq/tornado internals of the kernel
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_notebook_runs(path):
    executed = execute(path)
    outputs = [o for cell in executed.cells if cell.cell_type == "code" for o in cell.outputs]
    assert any("image/png" in o.get("data", {}) for o in outputs), "no plot"


def test_there_is_a_quickstart():
    assert "01_quickstart.ipynb" in [p.name for p in NOTEBOOKS]
