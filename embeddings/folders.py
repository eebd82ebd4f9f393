"""Model folders of the sentence-transformers library: what is in them, and loading it offline."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .chunking import CHUNKING_VERSION
from .errors import EncoderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer

Backend = Literal["torch", "onnx"]
Dtype = Literal["float32", "bfloat16"]

_VERSION = 2
# Not part of the function computed.
_NOT_THE_MODEL = {"README.md", ".gitattributes", ".DS_Store"}
# Best first. Before the signed ones, whose products saturate on processors without VNNI.
_ONNX_FILES = ("model_quint8*.onnx", "model_qint8*.onnx", "model.onnx")
# Refused by a tokenizer without limit: its answer for "no limit" is a very large number.
_NO_LIMIT = 10**7

_Unavailable = type[EncoderUnavailable]


def model_fingerprint(path: Path, *, backend: str = "torch", dtype: str = "float32") -> str:
    """Return backend, dtype, chunking and SHA-256 over names and contents of the model's files."""
    total = hashlib.sha256()
    files = [p for p in path.rglob("*") if p.is_file() and p.name not in _NOT_THE_MODEL]
    for file in sorted(files, key=lambda p: p.relative_to(path).as_posix()):
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{file.relative_to(path).as_posix()}\0{digest}\n".encode())
    how = f"{_VERSION}-{backend}-{dtype}-chunks-{CHUNKING_VERSION}"
    return f"sentence-transformers-{how}-{total.hexdigest()}"


def check_folder(path: Path, unavailable: _Unavailable = EncoderUnavailable) -> None:
    """Refuse what is not a model folder, before the slow library is loaded."""
    if not path.is_dir():
        raise unavailable(path, "文件夹不存在")
    if not any((path / name).is_file() for name in ("modules.json", "config.json")):
        raise unavailable(path, "文件夹里没有 modules.json 或 config.json，不是模型文件夹")


def onnx_file(path: Path) -> Path | None:
    """Return the ONNX file to take, relative to the folder; the int8 ones before the full one.

    Depends on the names alone, not on the processor: the same folder is the same function.
    """
    for pattern in _ONNX_FILES:
        found = sorted((path / "onnx").glob(pattern), key=lambda p: ("arm64" in p.name, p.name))
        if found:
            return found[0].relative_to(path)
    return None


def load_sentence_transformer(path: Path, backend: Backend, dtype: Dtype) -> "SentenceTransformer":
    """Load an encoder on the CPU, with one thread, from local files only.

    Raises
    ------
    EncoderUnavailable : unknown options, a library that is missing, files that cannot be read.
    """
    options = _options(path, backend, dtype)
    with _reading(path, EncoderUnavailable) as torch:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(_absolute(path), **options, **_LOCAL)
        # The library may take the type of the file: the type is ours to say.
        return model if backend == "onnx" else model.to(getattr(torch, dtype)).eval()


def load_cross_encoder(path: Path, unavailable: _Unavailable) -> "CrossEncoder":
    """Load a cross-encoder in float32, likewise."""
    with _reading(path, unavailable) as torch:
        from sentence_transformers import CrossEncoder

        model: CrossEncoder = CrossEncoder(
            _absolute(path), activation_fn=torch.nn.Sigmoid(), **_LOCAL
        )
        model.float().eval()
        return model


def read_config(path: Path, unavailable: _Unavailable) -> dict[str, Any]:
    """Return config.json, of the folder or of its first module."""
    for file in (path / "config.json", path / "0_Transformer" / "config.json"):
        try:
            value = json.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise unavailable(path, f"config.json 损坏（{type(error).__name__}）") from error
        if isinstance(value, dict):
            return value
    raise unavailable(path, "config.json 缺失或损坏")


def token_limit(model: Any, kind: str = "") -> int | None:  # noqa: ANN401 - a library's
    """Return how many tokens the model reads, special ones and prompt included; None: any number.

    ``kind`` "query" or "document" where the model keeps a limit of its own for each.
    """
    limits = [model.max_seq_length, getattr(model[0], f"{kind}_length", None)]
    found = [int(limit) for limit in limits if limit is not None and limit < _NO_LIMIT]
    return min(found, default=None)


def token_counter(tokenizer: Any) -> Callable[[str], int]:  # noqa: ANN401 - a library's
    """Return the function that counts a text's tokens, special ones included."""

    def count(text: str) -> int:
        return len(tokenizer(text, truncation=False, verbose=False)["input_ids"])

    return count


# An absolute path beside it: a relative one that looks like "owner/name" would be a hub's.
_LOCAL: dict[str, Any] = {"device": "cpu", "local_files_only": True, "trust_remote_code": False}


def _absolute(path: Path) -> str:
    return str(path.resolve())


def _options(path: Path, backend: str, dtype: str) -> dict[str, Any]:
    if dtype not in ("float32", "bfloat16"):
        raise EncoderUnavailable(path, f"不支持的数值类型“{dtype}”，可选 float32、bfloat16")
    if backend == "torch":
        return {}
    if backend != "onnx":
        raise EncoderUnavailable(path, f"不支持的推理后端“{backend}”，可选 torch、onnx")
    if dtype != "float32":
        raise EncoderUnavailable(path, "onnx 后端的数值类型由 onnx 文件决定，请去掉 bfloat16")
    file = onnx_file(path)
    if file is None:
        raise EncoderUnavailable(
            path, "文件夹里没有 onnx/model_quint8*.onnx、model_qint8*.onnx 或 model.onnx"
        )
    kwargs = {"file_name": file.as_posix(), "provider": "CPUExecutionProvider", "export": False}
    return {"backend": "onnx", "model_kwargs": kwargs | {"session_options": _one_thread(path)}}


def _one_thread(path: Path) -> Any:  # noqa: ANN401 - the library has no types
    try:
        # By name: neither is a dependency of this project.
        onnxruntime = import_module("onnxruntime")
        import_module("optimum.onnxruntime")
    except ImportError as error:
        raise EncoderUnavailable(
            path, "onnx 后端需要 optimum 和 onnxruntime，当前环境没有安装；可改用 torch 后端"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return options


@contextmanager
def _reading(path: Path, unavailable: _Unavailable) -> Iterator[Any]:
    """Give torch, with one thread and a fixed seed; turn what the library raises into ours."""
    try:
        import sentence_transformers  # noqa: F401
        import torch
    except ImportError as error:
        raise unavailable(path, "未安装 sentence-transformers") from error
    # For the whole process on purpose: torch hands it to every thread that computes later.
    torch.set_num_threads(1)
    try:
        # Weights that a folder lacks are drawn at random by the library: the same in each process.
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(0)
            yield torch
    except Exception as error:
        # For damaged files the library raises what its parts raise: tokenizers a bare Exception.
        raise unavailable(path, f"模型文件无法读取（{type(error).__name__}）") from error
