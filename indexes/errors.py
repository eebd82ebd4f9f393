"""What can go wrong with a stored index; `message_zh` is the sentence for the user."""

from pathlib import Path

_REBUILD = "请运行 duijie rebuild 用数据库里的资料重建索引。"


class SnapshotError(Exception):
    """Root of this package's errors."""

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return f"索引出错。{_REBUILD}"


class NoSnapshot(SnapshotError):
    """Nothing has been written under `path` yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"no snapshot in {path}")

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return f"“{self.path}”里还没有索引。{_REBUILD}"


class CorruptSnapshot(SnapshotError):
    """The file or folder `path` is not what was written; `hint` says what is wrong, in Chinese."""

    def __init__(self, path: Path, hint: str) -> None:
        self.path = path
        self.hint = hint
        super().__init__(f"{path}: {hint}")

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return f"索引文件“{self.path}”已损坏：{self.hint}。{_REBUILD}"


class UnknownSnapshotFormat(SnapshotError):
    """The snapshot has format number `found`; this program reads `known` only."""

    def __init__(self, path: Path, found: object, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(f"{path}: format {found!r}, this program reads {known}")

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return (
            f"索引“{self.path}”的格式编号是 {self.found}，本程序只认得 {self.known}，"
            f"可能由更新的版本写成。请升级程序；或{_REBUILD.removeprefix('请')}"
        )


class SnapshotMismatch(SnapshotError):
    """The snapshot was made with another encoder or text recipe: `field`, `expected`, `found`."""

    def __init__(self, field: str, expected: str, found: str) -> None:
        self.field = field
        self.expected = expected
        self.found = found
        super().__init__(f"{field}: snapshot has {found!r}, expected {expected!r}")

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return f"索引是用另一种设置（{self.field}）建立的，与当前设置不一致。{_REBUILD}"


class SnapshotLocked(SnapshotError):
    """Another process, `holder`, is writing under `path`."""

    def __init__(self, path: Path, holder: str) -> None:
        self.path = path
        self.holder = holder
        super().__init__(f"{path} is being written by {holder}")

    @property
    def message_zh(self) -> str:
        """One Chinese sentence that says what to do."""
        return f"索引“{self.path}”正由另一个程序写入（{self.holder}），请等它结束后再试。"
