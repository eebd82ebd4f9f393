"""What stops a training, in words for the person who started it."""

from ..errors import EncodingError


class TrainingError(EncodingError):
    """Training cannot go on; ``message_zh`` says what to do."""

    def __init__(self, message_zh: str) -> None:
        super().__init__(message_zh)
        self._message_zh = message_zh

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return self._message_zh
