"""The model folder: plain sentence-transformers files, the start vectors, the data card."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError
from safetensors.numpy import load_file, save
from tokenizers import Tokenizer

from .errors import TrainingError
from .tuning import Floats

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
START = "start.safetensors"
CARD = "card.json"
_MODULES = ("StaticEmbedding", "Normalize")


def write_model(
    folder: Path,
    tokenizer: Tokenizer,
    table: Floats,
    start: "QuantizedStart",
    card: Mapping[str, Any],
) -> None:
    """Write the folder; the same arguments give the same bytes."""
    from .card import readme

    folder.mkdir(parents=True, exist_ok=True)
    modules = [
        {
            "idx": n,
            "name": str(n),
            "path": f"{n}_{kind}",
            "type": f"sentence_transformers.models.{kind}",
        }
        for n, kind in enumerate(_MODULES)
    ]
    _write_json(folder / "modules.json", modules)
    prompts = {"query": "", "document": ""}
    config = {
        "model_type": "SentenceTransformer",
        "prompts": prompts,
        "similarity_fn_name": "cosine",
    }
    _write_json(folder / "config_sentence_transformers.json", config)
    words = folder / f"0_{_MODULES[0]}"
    words.mkdir(exist_ok=True)
    # Not save_file(): what it writes can be read by its owner alone.
    (words / WEIGHTS).write_bytes(save({"embedding.weight": table.astype(np.float16)}))
    (words / TOKENIZER).write_bytes(tokenizer.to_str(pretty=False).encode())
    unit = folder / f"1_{_MODULES[1]}"
    unit.mkdir(exist_ok=True)
    _write_json(unit / "config.json", {})
    (folder / START).write_bytes(save({"vectors": start.vectors, "scales": start.scales}))
    _write_json(folder / CARD, card)
    (folder / "README.md").write_bytes(readme(card).encode())


class QuantizedStart:
    """Start vectors in a byte per component with one scale per row.

    The lexicon stage always begins from these, so that training again from the shipped folder
    gives what the full training gave.
    """

    def __init__(self, vectors: npt.NDArray[np.int8], scales: npt.NDArray[np.float16]) -> None:
        self.vectors = vectors
        self.scales = scales

    @classmethod
    def of(cls, table: Floats) -> "QuantizedStart":
        """Quantize a float table."""
        scales = (np.abs(table).max(axis=1) / 127.0).astype(np.float16)
        steps = np.where(scales > 0, scales, 1).astype(np.float32)[:, None]
        return cls(np.clip(np.rint(table / steps), -127, 127).astype(np.int8), scales)

    def table(self) -> Floats:
        """Return the vectors, (size, dim) float32."""
        return self.vectors.astype(np.float32) * self.scales.astype(np.float32)[:, None]


def read_trained(folder: Path) -> tuple[Tokenizer, QuantizedStart, dict[str, Any]]:
    """Read what a training on a changed lexicon starts from.

    Raises
    ------
    TrainingError : no such folder, a missing or damaged file.
    """
    if not folder.is_dir():
        raise TrainingError(f"模型文件夹“{folder}”不存在，请检查 --model。")
    place = folder
    try:
        place = folder / f"0_{_MODULES[0]}" / TOKENIZER
        tokenizer = Tokenizer.from_str(place.read_text(encoding="utf-8"))
        place = folder / START
        start = load_file(place)
        vectors, scales = start["vectors"], start["scales"]
        if len(vectors) != len(scales) or len(vectors) != tokenizer.get_vocab_size():
            raise ValueError("sizes")
        place = folder / CARD
        card: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise _damaged(folder, place, error) from error
    except Exception as error:
        # The tokenizers library raises a bare Exception for a file it cannot read.
        raise _damaged(folder, place, error) from error
    return tokenizer, QuantizedStart(vectors, scales), card


def _damaged(folder: Path, place: Path, error: Exception) -> TrainingError:
    return TrainingError(
        f"模型文件夹“{folder}”里的 {place.name} 缺失或损坏（{type(error).__name__}），"
        "请用完整的模型文件夹作为 --model。"
    )


def _write_json(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
