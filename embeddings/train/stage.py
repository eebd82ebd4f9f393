"""Lexicon stage: texts of one category together, those of others apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .progress import Steps, unheard
from .tuning import Floats, Spelling, TunedTable

if TYPE_CHECKING:
    from torch import Tensor

Ids = Sequence[npt.NDArray[np.int64]]
Labels = npt.NDArray[np.int64]
# In place of minus infinity: its gradient is zero, not undefined.
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stage is run with; rates are Adam's, ``drop`` the share of words left out.

    Chosen on phrases kept back from training (`heldout`): a faster rate or more epochs learn the
    given phrases better and unseen ones worse. The mean of ``runs`` tables from different orders
    of the texts is better than each of them.
    """

    epochs: int = 11
    rate: float = 0.001
    linear_rate: float = 0.001
    temperature: float = 0.07
    drop: float = 0.2
    batch: int = 1024
    runs: int = 3


def tune(
    start: Floats,
    spelling: Spelling,
    texts: tuple[Ids, Labels],
    settings: Settings,
    *,
    seed: int,
    step: Steps = unheard,
) -> Floats:
    """Return the mean of the tables of all runs over the labelled texts, (size, dim) float32."""
    total = np.zeros(start.shape, dtype=np.float64)
    for run in range(settings.runs):
        choose = np.random.default_rng([seed, run])

        def epoch(done: int, before: int = run * settings.epochs) -> None:
            step(before + done, settings.runs * settings.epochs)

        total += _run(start, spelling, texts, settings, choose, epoch)
    return (total / settings.runs).astype(np.float32)


def _run(
    start: Floats,
    spelling: Spelling,
    texts: tuple[Ids, Labels],
    settings: Settings,
    choose: np.random.Generator,
    epoch: Callable[[int], None],
) -> Floats:
    import torch

    table = TunedTable(start, spelling)
    optimizer = torch.optim.Adam(
        [
            {"params": [table.own, table.characters, table.scale], "lr": settings.rate},
            {"params": [table.linear], "lr": settings.linear_rate},
        ],
        betas=(0.9, 0.98),
    )
    ids, labels = texts
    for done in range(1, settings.epochs + 1):
        order = choose.permutation(len(ids))
        for batch in np.array_split(order, max(round(len(ids) / settings.batch), 1)):
            shown = [thinned(ids[row], settings.drop, choose) for row in batch]
            loss = _loss(table.texts(shown), torch.from_numpy(labels[batch]), settings.temperature)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
        epoch(done)
    return table.folded()


def thinned(
    ids: npt.NDArray[np.int64], drop: float, choose: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Return the text without a random share of its words; at least one word stays."""
    keep = choose.random(len(ids)) >= drop
    return ids[keep] if keep.any() else ids[:1]


def _loss(vectors: "Tensor", labels: "Tensor", temperature: float) -> "Tensor":
    """InfoNCE with many positives: the share of a text's own category in its softmax.

    Khosla et al., "Supervised Contrastive Learning" (NeurIPS 2020), sum inside the logarithm.
    """
    import torch

    similarity = vectors @ vectors.T / temperature
    self_pair = torch.eye(len(vectors), dtype=torch.bool)
    positive = (labels[:, None] == labels[None, :]) & ~self_pair
    has_positive = positive.any(dim=1)
    everything = torch.logsumexp(similarity.masked_fill(self_pair, _NEVER), dim=1)
    own = torch.logsumexp(similarity.masked_fill(~positive, _NEVER), dim=1)
    # A batch without any pair of a category teaches nothing (and has no mean).
    return ((everything - own) * has_positive).sum() / has_positive.sum().clamp(min=1)
