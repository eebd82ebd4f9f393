"""Light loader of a StaticEmbedding model: numpy, tokenizers and safetensors, no torch."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from .chunking import printable
from .errors import DimensionMismatch, EncoderUnavailable
from .protocol import Kind, Vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_VERSION = 1
# Texts per call of the tokenizer: bounds the memory that a bulk import takes.
_BATCH = 256


class PieceSpan(NamedTuple):
    """One piece of a text, where it stands (`text[start:end]`), and its share of the vector.

    Shares of a text sum to 1 (within rounding); a piece that pulls the other way has a negative
    one.
    """

    piece: str
    start: int
    end: int
    weight: float


class _Piece(NamedTuple):
    id: int
    start: int
    end: int


class Alignment(NamedTuple):
    """A piece of the query, a piece of the document, and what they add to the cosine."""

    query_start: int
    query_end: int
    document_start: int
    document_end: int
    share: float


class StaticEncoder:
    """Mean of one vector per word, at unit length: the function of sentence-transformers' modules.

    Sums in float64, text by text, so that a row has the same bits in every batch.
    """

    def __init__(
        self,
        tokenizer: Tokenizer,
        table: Vectors,
        fingerprint: str,
        prompts: tuple[str, str] = ("", ""),
    ) -> None:
        """Take loaded parts; ``prompts`` for query and document. Use `load`."""
        self._tokenizer = tokenizer
        self._table = table
        self._fingerprint = fingerprint
        self._prompts: dict[Kind, str] = {"query": prompts[0], "document": prompts[1]}

    @classmethod
    def load(cls, path: Path, expected_dim: int | None = None) -> StaticEncoder:
        """Load the model in folder ``path``; see `is_static` for which folders can be.

        Raises
        ------
        EncoderUnavailable : no such folder, another kind of model, a missing or damaged file.
        DimensionMismatch : the vectors have not ``expected_dim`` components.
        """
        if not path.is_dir():
            raise EncoderUnavailable(path, "文件夹不存在")
        words = static_folder(path)
        if words is None:
            raise EncoderUnavailable(path, "modules.json 缺失或损坏，或者不是静态词向量模型")
        tokenizer = _read_tokenizer(path, words / "tokenizer.json")
        table = _read_table(path, words / "model.safetensors", tokenizer.get_vocab_size())
        found = table.shape[1]
        if expected_dim is not None and found != expected_dim:
            raise DimensionMismatch(path, expected_dim, found)
        prompts = _read_prompts(path)
        return cls(tokenizer, table, _fingerprint(words, prompts), prompts)

    @property
    def dim(self) -> int:
        """Length of one vector."""
        return int(self._table.shape[1])

    @property
    def fingerprint(self) -> str:
        """SHA-256 over words, vectors and prompts; another data card is the same function."""
        return self._fingerprint

    def encode(self, texts: Sequence[str], *, kind: Kind = "document") -> Vectors:
        """Encode texts to (n, dim) float32 unit rows; zeros where there is no letter or digit."""
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        prompt = self._prompts[kind]
        for first in range(0, len(texts), _BATCH):
            batch = texts[first : first + _BATCH]
            whole = [prompt + text if text.strip() else "" for text in batch]
            for row, encoding in enumerate(self._cut(whole), start=first):
                if encoding:
                    vectors[row] = self._unit(encoding)
        return vectors

    def token_spans(self, text: str) -> list[PieceSpan]:
        """Return the known pieces of a text in its order, without a prompt, for explanations."""
        encoding = self._tokenizer.encode(printable(text), add_special_tokens=False)
        ids = encoding.ids
        if not ids:
            return []
        rows = self._table[ids].astype(np.float64)
        total = rows.sum(axis=0)
        square = float(total @ total)
        shares = rows @ total / square if square > 0 else np.zeros(len(ids))
        spans = zip(ids, encoding.tokens, encoding.offsets, shares.tolist(), strict=True)
        return [PieceSpan(token, *offset, share) for _, token, offset, share in spans]

    def alignments(self, query: str, document: str) -> list[Alignment]:
        """Return what each pair of pieces adds to the cosine of two texts, most first.

        Without prompts. Over all pairs the shares sum to the cosine, so that those that are not
        returned (nothing or less added) are known too.
        """
        left, right = self._pieces(query), self._pieces(document)
        if not left or not right:
            return []
        a = self._table[[piece.id for piece in left]].astype(np.float64)
        b = self._table[[piece.id for piece in right]].astype(np.float64)
        norm = float(np.linalg.norm(a.sum(axis=0)) * np.linalg.norm(b.sum(axis=0)))
        shares = np.round(a @ b.T / norm, 6) if norm > 0 else np.zeros((len(a), len(b)))
        order = np.argsort(-shares, axis=None, kind="stable")
        pairs = (divmod(int(place), len(b)) for place in order if shares.flat[place] > 0)
        return [
            Alignment(left[i].start, left[i].end, right[j].start, right[j].end, float(shares[i, j]))
            for i, j in pairs
        ]

    def _pieces(self, text: str) -> list[_Piece]:
        encoding = self._tokenizer.encode(printable(text), add_special_tokens=False)
        return [
            _Piece(number, *offsets)
            for number, offsets in zip(encoding.ids, encoding.offsets, strict=True)
        ]

    def _cut(self, texts: Sequence[str]) -> list[list[int]]:
        plain = [printable(text) for text in texts]
        if len(plain) == 1:  # one text needs no batch, and the batch's threads cost more than it
            return [self._tokenizer.encode(plain[0], add_special_tokens=False).ids]
        found = self._tokenizer.encode_batch_fast(plain, add_special_tokens=False)
        return [encoding.ids for encoding in found]

    def _unit(self, ids: list[int]) -> npt.NDArray[np.float64]:
        rows = self._table[ids].astype(np.float64)
        total: npt.NDArray[np.float64] = np.add.reduce(rows, axis=0)
        norm = float(np.sqrt(np.add.reduce(total * total)))
        return total if norm == 0.0 else total / norm


def static_folder(path: Path) -> Path | None:
    """Return where words and vectors lie, if the model is StaticEmbedding alone or + Normalize."""
    try:
        modules = json.loads((path / "modules.json").read_text(encoding="utf-8"))
        kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
        place = path / str(modules[0]["path"]) if modules else path
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return place if kinds in (["StaticEmbedding"], ["StaticEmbedding", "Normalize"]) else None


def _read_tokenizer(path: Path, file: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_str(file.read_text(encoding="utf-8"))
    except Exception as error:
        # The tokenizers library raises a bare Exception for a file it cannot read.
        raise EncoderUnavailable(path, _unreadable(file, error)) from error
    tokenizer.no_padding()
    return tokenizer


def _read_table(path: Path, file: Path, size: int) -> Vectors:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        table = _table_of(load_file(file))
    except (OSError, ValueError, KeyError, IndexError, SafetensorError) as error:
        raise EncoderUnavailable(path, _unreadable(file, error)) from error
    if table.ndim != 2 or len(table) < size or not np.isfinite(table).all():
        raise EncoderUnavailable(path, f"{file.name} 与 tokenizer.json 对不上，或含有无效数值")
    return np.ascontiguousarray(table)


def _table_of(arrays: dict[str, npt.NDArray[np.float32]]) -> Vectors:
    """Return one row per piece; model2vec's files map pieces to rows and weigh them apart."""
    if "embedding.weight" in arrays:
        return arrays["embedding.weight"].astype(np.float32)
    table = arrays["embeddings"].astype(np.float32)
    if "mapping" in arrays:
        table = table[arrays["mapping"].astype(np.int64)]
    return table * arrays["weights"].astype(np.float32)[:, None] if "weights" in arrays else table


def _read_prompts(path: Path) -> tuple[str, str]:
    file = path / "config_sentence_transformers.json"
    try:
        prompts = json.loads(file.read_text(encoding="utf-8")).get("prompts") or {}
        return str(prompts.get("query") or ""), str(prompts.get("document") or "")
    except FileNotFoundError:
        return "", ""
    except (OSError, ValueError, AttributeError) as error:
        raise EncoderUnavailable(path, _unreadable(file, error)) from error


def _fingerprint(words: Path, prompts: tuple[str, str]) -> str:
    total = hashlib.sha256(json.dumps(prompts).encode())
    for name in ("model.safetensors", "tokenizer.json"):
        with (words / name).open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return f"static-{_VERSION}-{total.hexdigest()}"


def _unreadable(file: Path, error: Exception) -> str:
    return f"{file.name} 缺失或损坏（{type(error).__name__}）"
