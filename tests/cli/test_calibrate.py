"""Another model and a reranker by path: usable at once, and calibrated when told to."""

import json

import pytest
from support.service import duijie
from support.tiny_models import save_bert, save_cross_encoder

from matcher.compose import build_services
from matcher.errors import InvalidInput, Unavailable
from matcher.service.values import RecommendOptions
from matcher.settings import Settings

TEXT = "给独居老人定期上门探访"


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """A transformer and a cross-encoder of random weights, made here."""
    folder = tmp_path_factory.mktemp("models")
    return save_bert(folder / "bert"), save_cross_encoder(folder / "cross")


def opened(folder, models):
    encoder, reranker = models
    return build_services(Settings(data_dir=folder, model=encoder, reranker=reranker))


def test_a_model_by_path_is_calibrated_and_keeps_it(own, models):
    before = opened(own, models)
    try:
        assert "duijie calibrate" in before.maintenance.health().degraded_zh
        run = before.recommendations.for_text(TEXT, RecommendOptions(top_k=3))
        assert run.inputs.encoder_id == "bert"
    finally:
        before.close()

    names = {"DUIJIE_MODEL": str(models[0]), "DUIJIE_RERANKER": str(models[1])}
    done = duijie(own, "calibrate", "--json", more=names)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert 0 <= report["refused_answerable"] <= 0.2
    assert report["ndcg"] > 0.5  # the category space does not depend on the encoder

    after = opened(own, models)
    try:
        assert after.maintenance.health().degraded_zh == ""
        again = after.recommendations.for_text(TEXT, RecommendOptions(top_k=3))
        assert again.inputs.recipe != run.inputs.recipe
        assert after.recommendations.rerun(again.id).identical
        with pytest.raises(InvalidInput, match="校准"):
            after.recommendations.rerun(run.id)
    finally:
        after.close()

    [stored] = own.glob("calibrations/*/calibration.json")
    stored.write_text("{", encoding="utf-8")
    with pytest.raises(Unavailable, match="duijie calibrate"):
        opened(own, models)


def test_a_run_of_another_model_is_not_repeated_with_this_one(own, models):
    shipped = build_services(Settings(data_dir=own))
    try:
        assert shipped.maintenance.health().degraded_zh == ""
        run = shipped.recommendations.for_text(TEXT, RecommendOptions(top_k=3))
    finally:
        shipped.close()
    other = opened(own, models)
    try:
        with pytest.raises(InvalidInput, match="DUIJIE_MODEL"):
            other.recommendations.rerun(run.id)
    finally:
        other.close()


def test_a_folder_without_a_reranker_is_said(own, tmp_path):
    done = duijie(own, "recommend", "--text", TEXT, more={"DUIJIE_RERANKER": str(tmp_path / "no")})
    assert done.returncode == 1
    assert "DUIJIE_RERANKER" in done.stderr + done.stdout


def test_an_unknown_backend_is_said(own):
    done = duijie(own, "recommend", "--text", TEXT, more={"DUIJIE_MODEL_BACKEND": "gpu"})
    assert done.returncode == 1
    assert "torch-bf16" in done.stderr + done.stdout
