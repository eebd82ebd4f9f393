"""A city is drawn from a seed, and holds all luck in advance."""

from dataclasses import replace

import numpy as np
import pytest
from support.cities import SMALL, city

from matcher.errors import InvalidInput
from matcher.model import EvaluatorType
from matcher.simulation import SOURCES, CitySettings


def fingerprint(made):
    needs = [n for by_round in made.needs for n in by_round]
    return (
        made.catalog.content_hash,
        made.quality.tobytes(),
        made.luck.tobytes(),
        tuple((n.need, n.fit.tobytes(), n.match.tobytes(), n.pick, n.verdicts) for n in needs),
    )


def test_one_seed_is_one_city_and_another_seed_another():
    assert fingerprint(city(3)) == fingerprint(city(3))
    assert fingerprint(city(3)) != fingerprint(city(4))


def test_rows_of_the_catalog_are_the_rows_of_the_arrays():
    made = city()
    assert [o.id for o in made.catalog.organizations] == sorted(
        o.id for o in made.catalog.organizations
    )
    for row, service in enumerate(made.catalog.services):
        offered = {made.labels[kind] for kind in np.flatnonzero(made.offers[row])}
        assert set(service.service_types) == offered
    assert len(made.catalog) == len(made.entered) == len(made.quality) == len(made.slots)


def test_a_need_knows_only_those_who_have_come_and_offer_its_type():
    made = city()
    for number, needs in enumerate(made.needs):
        for need in needs:
            here = made.offers[:, need.type] & (made.entered <= number)
            assert need.rows.tolist() == np.flatnonzero(here).tolist()
            assert len(need.fit) == len(need.match) == len(need.rows)


def test_fit_is_the_products_part_of_the_texts():
    """Type agreement 1 and unknown beneficiaries 0.65: (25·s + 12 + 8·0.65) / 45 of the product."""
    fit = np.concatenate([n.fit for by_round in city().needs for n in by_round])
    assert fit.min() >= (12 + 8 * 0.65) / 45 - 1e-6
    assert fit.max() <= (25 + 12 + 8 * 0.65) / 45 + 1e-6


def test_without_noise_the_text_says_what_is_meant():
    made = city(settings=replace(SMALL, text_noise=0.0))
    for by_round in made.needs:
        for need in by_round:
            similarity = (need.fit * 45 - 12 - 8 * 0.65) / 25
            assert similarity == pytest.approx(need.match, abs=1e-5)


def test_sources_judge_as_often_and_as_kindly_as_stated():
    sources = {kind: replace(source, leniency=0.0) for kind, source in SOURCES.items()}
    made = city(1, CitySettings(needs=60.0, types=2, organizations=8, sources=sources))
    needs = [n for by_round in made.needs for n in by_round]
    for kind, source in sources.items():
        given = [v.offset for n in needs for v in n.verdicts if v.source is kind]
        share, count = len(given) / len(needs), len(needs)
        error = np.sqrt(source.frequency * (1 - source.frequency) / count)
        assert abs(share - source.frequency) < 4 * error
        assert abs(np.mean(given) - source.bias) < 4 * source.noise / np.sqrt(len(given))


def test_only_surveys_have_a_sample_and_evaluators_are_named():
    verdicts = [v for by_round in city().needs for n in by_round for v in n.verdicts]
    assert all((v.sample is not None) == (v.source is EvaluatorType.BENEFICIARY) for v in verdicts)
    assert all(v.evaluator.startswith(v.source.value) for v in verdicts)


def test_quality_drifts_as_much_as_stated_and_stays_a_score():
    settings = replace(SMALL, organizations=2000, persistence=0.5, quality_sd=5.0, needs=0.0)
    quality = city(settings=settings).quality
    assert quality.min() >= 0
    assert quality.max() <= 100
    assert np.corrcoef(quality[:, 0], quality[:, 1])[0, 1] == pytest.approx(0.5, abs=0.08)
    assert quality[:, -1].std() == pytest.approx(5.0, abs=0.3)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rounds": 0}, "counts"),
        ({"warmup": -1}, "counts"),
        ({"slots": 0}, "counts"),
        ({"leave": 1.5}, "chances"),
        ({"aside": -0.1}, "chances"),
        ({"mismatch": -1.0}, "spreads"),
        ({"reach": 0.0}, "spreads"),
        ({"attention": 0.0}, "spreads"),
        ({"persistence": 1.1}, "persistence"),
    ],
)
def test_impossible_settings_are_refused(changes, field):
    with pytest.raises(InvalidInput) as caught:
        CitySettings(**changes)
    assert caught.value.field == field


def test_more_types_than_the_classification_has_are_refused():
    with pytest.raises(InvalidInput, match="服务类型最多"):
        city(settings=replace(SMALL, types=99))
