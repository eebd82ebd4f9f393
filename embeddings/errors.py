"""What can go wrong on the way from text to vectors."""

from pathlib import Path


class EncodingError(Exception):
    """Root of this package's errors; `message_zh` is the sentence for the user."""

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return "文本向量化失败。"


class EncoderUnavailable(EncodingError):
    """The model folder cannot be used: `path` and a Chinese `reason`."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return f"无法加载语义模型“{self.path}”：{self.reason}。请检查 DUIJIE_MODEL 指向的文件夹。"


class RerankerUnavailable(EncoderUnavailable):
    """The reranker's folder cannot be used: `path` and a Chinese `reason`."""

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return (
            f"无法加载重排模型“{self.path}”：{self.reason}。"
            "请检查 DUIJIE_RERANKER 指向的文件夹；不需要重排时留空即可。"
        )


class DimensionMismatch(EncodingError):
    """The model's vectors have length `found` where `expected` was asked for."""

    def __init__(self, path: Path, expected: int, found: int) -> None:
        self.path = path
        self.expected = expected
        self.found = found
        super().__init__(f"{path}: dimension {found}, expected {expected}")

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return (
            f"语义模型“{self.path}”的向量维数是 {self.found}，应为 {self.expected}。"
            "请换回原来的模型，或用新模型重建索引（duijie rebuild）。"
        )
