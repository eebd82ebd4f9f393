"""Settings of the process: one frozen value, read from the environment in entry points only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from .errors import InvalidInput


def _setting(env: str, default: object, help_zh: str, **bounds: object) -> Any:  # noqa: ANN401
    return field(default=default, metadata={"env": env, "help_zh": help_zh, **bounds})


_PATHS = ("data_dir", "model", "reranker", "lexicon", "directories", "procurement")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lie and how the service listens; weights are data in SQL, not settings."""

    data_dir: Path = _setting(
        "DUIJIE_DATA_DIR", Path("data"), "数据文件夹（数据库、索引快照、缓存）"
    )
    database_url: str = _setting(
        "DUIJIE_DATABASE_URL", "", "数据库地址；空则用数据文件夹里的 SQLite 文件"
    )
    model: Path | None = _setting(
        "DUIJIE_MODEL", None, "句向量模型文件夹（sentence-transformers 格式）；空则用自带编码器"
    )
    backend: str = _setting(
        "DUIJIE_MODEL_BACKEND",
        "torch",
        "句向量模型的运行方式：torch、torch-bf16（省内存）或 onnx（需另装 optimum 与 onnxruntime）",
        choices=("torch", "torch-bf16", "onnx"),
    )
    reranker: Path | None = _setting(
        "DUIJIE_RERANKER", None, "重排模型文件夹（交叉编码模型，可选）；空则不重排"
    )
    lexicon: Path | None = _setting(
        "DUIJIE_LEXICON", None, "服务词库文件夹；空则用自带词库（docs/lexicon.md）"
    )
    directories: Path | None = _setting(
        "DUIJIE_DIRECTORIES", None, "指导性目录文件夹；空则用自带目录（docs/directories.md）"
    )
    procurement: Path | None = _setting(
        "DUIJIE_PROCUREMENT",
        None,
        "采购限额与公益创投上限的文件；空则用自带的（docs/procurement.md）",
    )
    host: str = _setting("DUIJIE_HOST", "127.0.0.1", "服务监听的地址")
    port: int = _setting("DUIJIE_PORT", 8000, "服务监听的端口", minimum=1, maximum=65535)
    max_upload_mb: int = _setting(
        "DUIJIE_MAX_UPLOAD_MB", 20, "单个上传文件的上限（MB）", minimum=1, maximum=512
    )
    read_timeout_s: int = _setting(
        "DUIJIE_READ_TIMEOUT_S", 60, "读取一个表格文件的时限（秒）", minimum=1, maximum=3600
    )
    read_memory_mb: int = _setting(
        "DUIJIE_READ_MEMORY_MB",
        1024,
        "读取一个表格文件的内存上限（MB）",
        minimum=256,
        maximum=65536,
    )
    log_level: str = _setting("DUIJIE_LOG_LEVEL", "INFO", "日志级别（DEBUG/INFO/WARNING/ERROR）")

    @property
    def sql_url(self) -> str:
        """Return the SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'duijie.db').as_posix()}"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Settings:
        """Build settings from ``environ``; an unusable value is an :class:`InvalidInput`."""
        values: dict[str, Any] = {}
        for item in fields(cls):
            text = environ.get(item.metadata["env"], "").strip()
            if text:
                values[item.name] = _parse(item.name, text, item.metadata)
        return cls(**values)


def _parse(name: str, text: str, meta: Mapping[str, Any]) -> object:
    if name in _PATHS:
        return Path(text)
    if "choices" in meta and text not in meta["choices"]:
        raise InvalidInput(
            f"环境变量 {meta['env']} 的值“{text}”不可用，请填{'、'.join(meta['choices'])}之一。",
            field=meta["env"],
        )
    if "minimum" in meta:
        if (
            not text.isascii()
            or not text.isdigit()
            or not meta["minimum"] <= int(text) <= meta["maximum"]
        ):
            raise InvalidInput(
                f"环境变量 {meta['env']} 的值“{text}”不可用，"
                f"请填 {meta['minimum']}–{meta['maximum']} 的整数。",
                field=meta["env"],
            )
        return int(text)
    return text
