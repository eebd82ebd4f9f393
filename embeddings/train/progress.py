"""How far a training has come: its stages, the steps of a long one, what was found."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

_Item = TypeVar("_Item")
Steps = Callable[[int, int], None]


class Progress(Protocol):
    """Who is told; texts are Chinese."""

    def stage(self, name: str) -> None:
        """A stage begins."""

    def step(self, done: int, total: int) -> None:
        """``done`` of ``total`` steps of the stage are done, ``total`` at least 1."""

    def found(self, sentence: str) -> None:
        """Something worth keeping on the screen."""


def unheard(done: int, total: int) -> None:
    """Tell nobody of a step."""


def counted(items: Iterable[_Item], total: int, step: Steps, every: int = 1) -> Iterator[_Item]:
    """Yield the items and tell of every ``every``-th."""
    for done, item in enumerate(items, start=1):
        yield item
        if done % every == 0:
            step(done, total)


@contextmanager
def bars(stages: int) -> Iterator[Progress]:
    """Show on standard error a bar over the stages and one inside the stage.

    Where standard error is a file, each stage is a line.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    console = Console(file=sys.stderr, highlight=False)
    with Progress(*columns, console=console, disable=not console.is_terminal) as shown:
        teller = _Bars(shown, stages)
        yield teller
        teller.finish()


class _Bars:
    def __init__(self, shown: "RichProgress", stages: int) -> None:
        self._shown, self._begun = shown, 0
        self._all = shown.add_task("全部", total=stages)
        self._stage = shown.add_task("准备", total=None)

    def stage(self, name: str) -> None:
        # A stage whose result was kept is left out, so the bar may jump at the end.
        self._shown.update(self._all, completed=self._begun)
        self._begun += 1
        self._shown.reset(self._stage, description=name, total=None)
        if self._shown.disable:
            self._shown.console.print(name)

    def step(self, done: int, total: int) -> None:
        self._shown.update(self._stage, completed=done, total=total)

    def found(self, sentence: str) -> None:
        self._shown.console.print(sentence, soft_wrap=True)

    def finish(self) -> None:
        self._shown.remove_task(self._stage)
        task = self._shown.tasks[0]
        self._shown.update(self._all, description="完成", completed=task.total)
