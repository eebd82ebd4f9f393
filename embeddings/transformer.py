"""Any sentence-transformers model, from a local folder and from nowhere else."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .errors import DimensionMismatch, EncoderUnavailable
from .protocol import Kind, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_VERSION = 1
# Not part of the function computed.
_NOT_THE_MODEL = {"README.md", ".gitattributes", ".DS_Store"}


class SentenceTransformerEncoder:
    """Adapter of a sentence-transformers model: torch on the CPU, one thread, one text at a time.

    One text at a time, because the sum inside a padded batch depends on the other texts of the
    batch; one thread, because it depends on their number. Slower in bulk (about half), and worth
    it: a vector is a function of its text. Wrap it in `CachedEncoder`.
    """

    def __init__(self, model: "SentenceTransformer", fingerprint: str, dim: int) -> None:
        """Take a loaded model; use `load`."""
        self._model = model
        self._fingerprint = fingerprint
        self._dim = dim

    @classmethod
    def load(cls, path: Path, expected_dim: int | None = None) -> "SentenceTransformerEncoder":
        """Load the model in folder `path`.

        Raises
        ------
        EncoderUnavailable : no such folder, no model in it, or the library cannot read it.
        DimensionMismatch : the vectors have not `expected_dim` components.
        """
        _check_folder(path)
        model = _load_model(path)
        found = model.encode_document(["维"], show_progress_bar=False).shape[1]
        if expected_dim is not None and found != expected_dim:
            raise DimensionMismatch(path, expected_dim, found)
        return cls(model, model_fingerprint(path), found)

    @property
    def dim(self) -> int:
        """Length of one vector."""
        return self._dim

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the model's files."""
        return self._fingerprint

    def encode(self, texts: Sequence[str], *, kind: Kind = "document") -> Vectors:
        """Encode texts to (n, dim) float32 unit rows, with the model's prompts for each kind."""
        encode = self._model.encode_query if kind == "query" else self._model.encode_document
        vectors = np.zeros((len(texts), self._dim), dtype=np.float32)
        for row, text in enumerate(texts):
            if text.strip():
                raw = encode([text], show_progress_bar=False)[0]
                vectors[row] = _unit(np.asarray(raw, dtype=np.float64))
        return vectors


def model_fingerprint(path: Path) -> str:
    """Return the SHA-256 over names and contents of the model's files, in the order of names."""
    total = hashlib.sha256()
    files = [p for p in path.rglob("*") if p.is_file() and p.name not in _NOT_THE_MODEL]
    for file in sorted(files, key=lambda p: p.relative_to(path).as_posix()):
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{file.relative_to(path).as_posix()}\0{digest}\n".encode())
    return f"sentence-transformers-{_VERSION}-{total.hexdigest()}"


def _check_folder(path: Path) -> None:
    if not path.is_dir():
        raise EncoderUnavailable(path, "文件夹不存在")
    if not any((path / name).is_file() for name in ("modules.json", "config.json")):
        raise EncoderUnavailable(path, "文件夹里没有 modules.json 或 config.json，不是模型文件夹")


def _load_model(path: Path) -> "SentenceTransformer":
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderUnavailable(path, "未安装 sentence-transformers") from error
    # For the whole process on purpose: torch hands it to every thread that computes later.
    torch.set_num_threads(1)
    try:
        # An absolute path: a relative one that looks like "owner/name" would be taken for a hub's.
        return SentenceTransformer(
            str(path.resolve()), device="cpu", local_files_only=True, trust_remote_code=False
        ).eval()
    except Exception as error:
        # For damaged files the library raises what its parts raise: tokenizers a bare Exception.
        raise EncoderUnavailable(path, f"模型文件无法读取（{type(error).__name__}）") from error


def _unit(vector: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    norm = float(np.sqrt(np.add.reduce(vector * vector)))
    return vector if norm == 0.0 else vector / norm
