"""A city drawn once: organizations with hidden quality, needs, and all luck that runs will meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from ..candidates import Candidates
from ..catalog import Catalog
from ..errors import InvalidInput
from ..model import EvaluatorType, Need, Organization, OrganizationType, Record, Service
from ..parts import fit
from ..taxonomy import taxonomy
from ..weights import Weights, default_weights
from .settings import CitySettings

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_FIRST_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Verdict:
    """The luck of one possible evaluation: who judges, his leniency and noise in points."""

    source: EvaluatorType
    evaluator: str
    offset: float
    sample: int | None


@dataclass(frozen=True, slots=True, eq=False)
class CityNeed:
    """One need with all organizations so far that offer its type; the arrays are over these.

    Attributes
    ----------
    rows : int64 rows of the catalog, ascending.
    fit : float64 in [0, 1], the product's fit part of the texts.
    match : float64 in [0, 1], hidden: how far ability and need agree.
    branch, pick : uniform draws in [0, 1) for the buyer's choice.
    """

    need: Need
    type: int
    rows: Ints
    fit: Floats
    match: Floats
    branch: float
    pick: float
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """Everything that does not depend on the policy; n organizations, those to come among them.

    ``entered`` (n,) int64 round of entry; ``quality`` (n, round) float64 hidden points of 100;
    ``luck`` (n, round) float64, leaves where below the chance to leave; ``slots`` (n,) int64;
    ``needs`` by round, the warm-up first; ``catalog`` without evaluations.
    """

    settings: CitySettings
    labels: tuple[str, ...]
    catalog: Catalog
    entered: Ints
    offers: Mask
    quality: Floats
    luck: Floats
    slots: Ints
    needs: tuple[tuple[CityNeed, ...], ...]

    @property
    def rounds(self) -> int:
        """Return the number of rounds, warm-up included."""
        return self.settings.warmup + self.settings.rounds


def as_of(round_number: int) -> date:
    """Return the day on which the needs of a round are matched."""
    return date(_FIRST_YEAR + round_number, 3, 1)


def make_city(settings: CitySettings, generator: np.random.Generator) -> City:
    """Draw a city; the same settings and generator state give the same city."""
    terms = taxonomy().service_types.terms
    if settings.types > len(terms):
        raise InvalidInput(f"服务类型最多 {len(terms)} 个。", field="types")
    labels = tuple(term.preferred for term in terms[: settings.types])
    rounds = settings.warmup + settings.rounds
    coming = generator.poisson(settings.entrants, rounds - 1)
    entered = np.repeat(
        np.arange(rounds, dtype=np.int64), [settings.organizations, *coming.tolist()]
    )
    count = len(entered)
    offers = _offers(count, settings.types, generator)
    ability = generator.standard_normal((count, settings.types, 2))
    text = ability + settings.text_noise * generator.standard_normal(ability.shape)
    catalog = Catalog.build(_records(offers, labels))
    leniency = {
        kind: source.leniency * generator.standard_normal(source.evaluators)
        for kind, source in settings.sources.items()
    }
    draw = _Draw(
        settings, labels, catalog, entered, offers, ability, text, leniency, default_weights()
    )
    return City(
        settings=settings,
        labels=labels,
        catalog=catalog,
        entered=entered,
        offers=offers,
        quality=_quality(count, rounds, settings, generator),
        luck=generator.random((count, rounds)),
        slots=generator.integers(1, settings.slots, count, endpoint=True),
        needs=tuple(draw.round(number, generator) for number in range(rounds)),
    )


def _offers(count: int, types: int, generator: np.random.Generator) -> Mask:
    """Return (count, types) bool: a main type each, and a second one for three in ten."""
    offers = np.zeros((count, types), dtype=np.bool_)
    offers[np.arange(count), generator.integers(0, types, count)] = True
    second = np.flatnonzero(generator.random(count) < 0.3)
    offers[second, generator.integers(0, types, len(second))] = True
    return offers


def _quality(
    count: int, rounds: int, settings: CitySettings, generator: np.random.Generator
) -> Floats:
    """Return (count, rounds) points: an autoregression, stationary around the mean."""
    noise = generator.standard_normal((count, rounds))
    rho = settings.persistence
    path = np.empty_like(noise)
    path[:, 0] = noise[:, 0]
    for number in range(1, rounds):
        path[:, number] = rho * path[:, number - 1] + np.sqrt(1 - rho**2) * noise[:, number]
    return np.clip(settings.quality_mean + settings.quality_sd * path, 0.0, 100.0)


def _records(offers: Mask, labels: tuple[str, ...]) -> list[Record]:
    records: list[Record] = []
    for row, offered in enumerate(offers):
        name = f"o{row:04d}"  # padded: the catalog's order by id is the order of rows
        types = tuple(
            label for label, is_offered in zip(labels, offered, strict=True) if is_offered
        )
        records.append(Organization(id=name, name=name, type=OrganizationType.SERVICE))
        records.append(
            Service(id=name, organization_id=name, title="", description="", service_types=types)
        )
    return records


@dataclass(frozen=True, slots=True, eq=False)
class _Draw:
    """What drawing a need takes."""

    settings: CitySettings
    labels: tuple[str, ...]
    catalog: Catalog
    entered: Ints
    offers: Mask
    ability: Floats
    text: Floats
    leniency: Mapping[EvaluatorType, Floats]
    weights: Weights

    def round(self, number: int, generator: np.random.Generator) -> tuple[CityNeed, ...]:
        """Return the needs of one round, in the order in which they arrive."""
        counts = generator.poisson(self.settings.needs, self.settings.types)
        kinds = generator.permutation(np.repeat(np.arange(self.settings.types), counts))
        return tuple(
            self._need(f"n{number:02d}-{place:03d}", int(kind), number, generator)
            for place, kind in enumerate(kinds)
        )

    def _need(self, name: str, kind: int, number: int, generator: np.random.Generator) -> CityNeed:
        here = self.offers[:, kind] & (self.entered <= number)
        rows = np.flatnonzero(here).astype(np.int64)
        meant = generator.standard_normal(2)
        said = meant + self.settings.text_noise * generator.standard_normal(2)
        need = Need(
            id=name, code=name, title=name, description="", service_types=(self.labels[kind],)
        )
        similarity = self._nearness(self.text[rows, kind], said)
        column = fit.score(
            need, _candidates(rows, similarity), self.catalog, self.weights, as_of(number)
        )
        assert column.values is not None  # the fit part applies to every need
        return CityNeed(
            need=need,
            type=kind,
            rows=rows,
            fit=column.values,
            match=self._nearness(self.ability[rows, kind], meant),
            branch=float(generator.random()),
            pick=float(generator.random()),
            verdicts=tuple(self._verdicts(generator)),
        )

    def _nearness(self, positions: Floats, target: Floats) -> Floats:
        distance = ((positions - target) ** 2).sum(axis=1)
        near: Floats = np.exp(-distance / (2 * self.settings.reach**2))
        return near

    def _verdicts(self, generator: np.random.Generator) -> list[Verdict]:
        """Return the evaluations that the project will get; every source draws, used or not."""
        found = []
        for kind, source in self.settings.sources.items():
            happens = generator.random() < source.frequency
            evaluator = int(generator.integers(0, source.evaluators))
            noise = source.noise * float(generator.standard_normal())
            sample = int(generator.integers(10, 80))
            if happens:
                offset = source.bias + float(self.leniency[kind][evaluator]) + noise
                known = sample if kind is EvaluatorType.BENEFICIARY else None
                found.append(Verdict(kind, f"{kind.value}{evaluator + 1}", offset, known))
        return found


def _candidates(rows: Ints, similarity: Floats) -> Candidates:
    """Return the product's candidates of these rows; each organization has one service, its own."""
    unknown = np.zeros(len(rows), dtype=np.float64)
    return Candidates(rows, rows, unknown, unknown, unknown, unknown, similarity)
