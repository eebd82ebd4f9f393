"""Cross-encoders: read need and capability together and say how well they go together."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from .chunking import chunk, printable
from .errors import RerankerUnavailable
from .folders import (
    check_folder,
    load_cross_encoder,
    model_fingerprint,
    read_config,
    token_counter,
    token_limit,
)

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

Scores = npt.NDArray[np.float32]

# Heads with trained weights. The library would give any other model a random one, silently.
_HEADS = ("ForSequenceClassification", "ForCausalLM")


@runtime_checkable
class Reranker(Protocol):
    """Score documents against a query; dearer and finer than an inner product of vectors.

    Held to by `tests/contracts/reranker.py`.
    """

    @property
    def fingerprint(self) -> str:
        """Name of the function computed: changes with weights or parameters, only with them."""
        ...

    def score(self, query: str, documents: Sequence[str]) -> Scores:
        """Score n documents to (n,) float32 in [0, 1], each pair on its own.

        Entry i has the same bits whatever the other documents are. A query or a document that is
        empty or white space scores 0.
        """
        ...


class CrossEncoderReranker:
    """Adapter of a sentence-transformers CrossEncoder: torch on the CPU, one thread, one pair.

    What is longer than the model reads is cut into chunks, and nothing is left out: a pair of
    texts scores the mean over the query's chunks, by token count, of the best chunk of the
    document (MaxP; Dai & Callan, SIGIR 2019).
    """

    def __init__(self, model: "CrossEncoder", fingerprint: str) -> None:
        """Take a loaded model with a sigmoid; use `load`."""
        self._model: Any = model
        self._fingerprint = fingerprint
        self._limit = token_limit(model)
        self._count = token_counter(model.tokenizer)
        self._special: int = model.tokenizer.num_special_tokens_to_add()
        prompt = self._count(_prompt(model)) - self._special
        self._overhead: int = model.tokenizer.num_special_tokens_to_add(pair=True) + prompt

    @classmethod
    def load(cls, path: Path) -> "CrossEncoderReranker":
        """Load the model in folder ``path``, in float32, local files only.

        Raises
        ------
        RerankerUnavailable : no such folder, no cross-encoder with one score in it, a missing
            library or damaged files.
        """
        check_folder(path, RerankerUnavailable)
        heads = read_config(path, RerankerUnavailable).get("architectures") or [""]
        if not str(heads[0]).endswith(_HEADS):
            raise RerankerUnavailable(path, "不是重排（交叉编码）模型，没有打分层")
        model = load_cross_encoder(path, RerankerUnavailable)
        if model.num_labels != 1:
            raise RerankerUnavailable(path, f"模型输出 {model.num_labels} 个类别，应只输出一个分数")
        if str(heads[0]).endswith("ForCausalLM") and not _reads_logits(model):
            raise RerankerUnavailable(path, "安装的 sentence-transformers 版本不支持这种重排模型")
        reranker = cls(model, f"cross-encoder-{model_fingerprint(path)}")
        if reranker._room is not None and reranker._room < 2:
            raise RerankerUnavailable(path, "模型能读的长度太短，放不下一对文本")
        return reranker

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the model's files, with the version of chunking."""
        return self._fingerprint

    def score(self, query: str, documents: Sequence[str]) -> Scores:
        """Score documents against a query to (n,) float32 in [0, 1]."""
        query = printable(query)
        scores = np.zeros(len(documents), dtype=np.float32)
        for row, document in enumerate(documents):
            if query.strip() and document.strip():
                scores[row] = self._pair(query, printable(document))
        return scores

    @property
    def _room(self) -> int | None:
        return None if self._limit is None else self._limit - self._overhead

    def _tokens(self, text: str) -> int:
        return max(1, self._count(text) - self._special)

    def _pair(self, query: str, document: str) -> float:
        room = self._room
        if room is None or self._tokens(query) + self._tokens(document) <= room:
            return self._predict(query, document)
        # Half for each, and what the query does not need goes to the document.
        queries = [part for part in chunk(query, room // 2, self._tokens) if part.strip()]
        weights = [self._tokens(part) for part in queries]
        left = max(1, room - max(weights))
        parts = [part for part in chunk(document, left, self._tokens) if part.strip()]
        best = [max(self._predict(part, piece) for piece in parts) for part in queries]
        return sum(w * s for w, s in zip(weights, best, strict=True)) / sum(weights)

    def _predict(self, query: str, document: str) -> float:
        return float(self._model.predict([(query, document)], show_progress_bar=False)[0])


def _reads_logits(model: Any) -> bool:  # noqa: ANN401 - a library without types
    """Whether yes and no are read from a language model; older libraries put a random head on."""
    return any(type(module).__name__ == "LogitScore" for module in model.children())


def _prompt(model: Any) -> str:  # noqa: ANN401 - a library without types
    # Cross-encoders have prompts since sentence-transformers 5.4.
    prompts = getattr(model, "prompts", {})
    return str(prompts.get(getattr(model, "default_prompt_name", None)) or "")
