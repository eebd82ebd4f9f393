"""What an import pulls in, looked at in a fresh process (a static check does not see it)."""

import json
import subprocess
import sys

import pytest
from support.tree import ROOT

HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "sklearn",
    "faiss",
    "jieba",
    "opencc",
    "fastapi",
    "sqlalchemy",
    "alembic",
    "openpyxl",
    "python_calamine",
    "matplotlib",
}
LIST = "import sys, json; print(json.dumps(sorted({m.split('.')[0] for m in sys.modules})))"


def loaded_after(statement):
    out = subprocess.run(
        [sys.executable, "-c", f"{statement}; {LIST}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return set(json.loads(out.splitlines()[-1]))


@pytest.mark.parametrize(
    "statement",
    [
        "import matcher, matcher.model, matcher.codes, matcher.weights, matcher.taxonomy",
        "import embeddings, embeddings.protocol",
        "import indexes, indexes.protocol",
        "import api",
        "import matcher.recommend",
    ],
)
def test_importing_pulls_in_nothing_heavy(statement):
    assert not loaded_after(statement) & HEAVY


def test_the_command_line_answers_help_without_numpy():
    assert not loaded_after("import api.cli") & (HEAVY | {"numpy", "scipy"})


def test_the_web_application_does_not_load_torch():
    heavy_model = {"torch", "transformers", "sentence_transformers", "sklearn"}
    assert not loaded_after("import api.app, matcher.compose") & heavy_model
