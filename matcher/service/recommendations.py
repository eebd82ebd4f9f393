"""Recommendation runs: made, stored with all they need, read back and repeated."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..errors import InvalidInput
from ..model import Need, Run, RunInputs
from ..recommend import recipe_of, recommend
from ..runs import run_from_json, run_to_json
from .keeper import SnapshotKeeper
from .records import RecordService
from .values import RecommendOptions, Rerun

if TYPE_CHECKING:
    from ..meaning import TextModel
    from ..snapshot import Snapshot
    from ..store import Store

_log = logging.getLogger("duijie.matcher.recommendations")

MAX_TEXT = 5000
MAX_TOP_K = 200


class RecommendationService:
    """One method per way of asking; each stores its run in one transaction."""

    def __init__(
        self,
        store: Store,
        keeper: SnapshotKeeper,
        records: RecordService,
        clock: Callable[[], datetime],
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._records = records
        self._clock = clock
        self._today = today

    def for_need(self, reference: str, options: RecommendOptions) -> Run:
        """Recommend organizations for the need with this id or code."""
        need = self._records.find_need(reference)
        return self._run("need", need, options)

    def for_text(self, text: str, options: RecommendOptions) -> Run:
        """Recommend organizations for a need written as free text (1–5,000 characters)."""
        return self._run("text", _checked(text), options)

    def scout(self, text: str, options: RecommendOptions) -> Run:
        """Find organizations for a field rather than for one need (incubation bases)."""
        return self._run("scout", _checked(text), options)

    def run_text(self, run_id: str) -> str:
        """Return the stored JSON of a run, byte for byte."""
        with self._store.read() as repo:
            return repo.run(run_id)

    def run(self, run_id: str) -> Run:
        """Return a stored run."""
        return run_from_json(self.run_text(run_id))

    def rerun(self, run_id: str, top_k: int | None = None) -> Rerun:
        """Repeat a stored run on the catalog, weights and date that it had (F6)."""
        stored = self.run_text(run_id)
        before = run_from_json(stored)
        inputs = before.inputs
        _require_same_model(inputs, self._keeper.model)
        with self._store.read() as repo:
            weights = repo.weights(inputs.weights_version)
            records = repo.catalog_at(inputs.catalog_version)
        again = recommend(
            _subject_of(inputs, records.needs),
            self._keeper.at(inputs.catalog_version),
            weights,
            inputs.as_of,
            _checked_top_k(inputs.top_k if top_k is None else top_k),
            inputs.mode,
        )
        text = run_to_json(again)
        same = text == stored if top_k in (None, inputs.top_k) else _prefix_equal(before, again)
        return Rerun(run_id, text, stored, same)

    def _run(self, mode: str, subject: Need | str, options: RecommendOptions) -> Run:
        as_of = options.as_of or self._today()
        with self._store.read() as repo:
            weights = repo.weights(options.weights_version, as_of=as_of)
            version = repo.catalog_version()
        snapshot: Snapshot = self._keeper.for_version(version)
        run = recommend(subject, snapshot, weights, as_of, _checked_top_k(options.top_k), mode)
        with self._store.write() as repo:
            repo.add_run(run.id, run.inputs, run_to_json(run), now=self._clock())
        _log.info(
            "run %s: mode %s, %d of %d eligible",
            run.id,
            mode,
            run.counts.eligible,
            run.counts.universe,
        )
        return run


def _checked(text: str) -> str:
    """Return the text; InvalidInput when it is empty, too long or no text."""
    if not text.strip():
        raise InvalidInput("请写出需求内容。", field="text")
    if len(text) > MAX_TEXT:
        raise InvalidInput(f"需求内容超过 {MAX_TEXT} 字，请精简后再试。", field="text")
    if any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text):
        raise InvalidInput("需求内容含有无法识别的字符，请重新输入。", field="text")
    return text


def _checked_top_k(top_k: int) -> int:
    if not 1 <= top_k <= MAX_TOP_K:
        raise InvalidInput(f"返回条数 {top_k} 不可用，请填 1–{MAX_TOP_K}。", field="top_k")
    return top_k


def _subject_of(inputs: RunInputs, needs: Iterable[Need]) -> Need | str:
    if inputs.need_id is None:
        return inputs.text or ""
    return next(need for need in needs if need.id == inputs.need_id)


def _require_same_model(inputs: RunInputs, model: TextModel) -> None:
    if inputs.encoder_fingerprint != model.encoder.fingerprint:
        raise InvalidInput(
            f"这次推荐用的模型是“{inputs.encoder_id}”，与现在的不同。"
            "请用当时的模型（环境变量 DUIJIE_MODEL）启动后再重跑。",
            field="run_id",
        )
    if inputs.recipe != recipe_of(model):
        raise InvalidInput(
            f"这次推荐时的文本规则、校准、词库或重排模型（{inputs.recipe}）"
            f"与现在的（{recipe_of(model)}）不同。请用当时的词库和校准启动后再重跑。",
            field="run_id",
        )


def _prefix_equal(before: Run, again: Run) -> bool:
    shorter, longer = sorted((before.candidates, again.candidates), key=len)
    return longer[: len(shorter)] == shorter and before.counts == again.counts
