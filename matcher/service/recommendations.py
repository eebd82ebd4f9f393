"""Recommendation runs: made, stored with all they need, read back and repeated."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..errors import InvalidInput
from ..framing import ALONE
from ..model import Need, Run, RunInputs
from ..recommend import recipe_of, recommend
from ..runs import run_from_json, run_to_json
from ..surroundings import Rulebook, Surroundings
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
        rulebook: Callable[[], Rulebook],
    ) -> None:
        self._store = store
        self._keeper = keeper
        self._records = records
        self._clock = clock
        self._today = today
        self._rulebook = rulebook
        self._around: tuple[int, Surroundings] | None = None

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
        again = self._again(before.inputs, before.inputs.top_k if top_k is None else top_k)
        text = run_to_json(again)
        same = (
            text == stored if top_k in (None, before.inputs.top_k) else _prefix_equal(before, again)
        )
        return Rerun(run_id, text, stored, same)

    def repeated(self, run_id: str, top_k: int) -> Run:
        """Return a stored run as it is with a list of ``top_k``; not stored."""
        return self._again(self.run(run_id).inputs, top_k)

    def _again(self, inputs: RunInputs, top_k: int) -> Run:
        framed = "-" if inputs.need_id is None else self._rulebook().fingerprint
        _require_same_model(inputs, self._keeper.model, framed)
        with self._store.read() as repo:
            weights = repo.weights(inputs.weights_version)
            records = repo.catalog_at(inputs.catalog_version)
        subject = _subject_of(inputs, records.needs)
        around = Surroundings(records.needs, records.contracts, self._rulebook())
        return recommend(
            subject,
            self._keeper.at(inputs.catalog_version),
            weights,
            inputs.as_of,
            _checked_top_k(top_k),
            inputs.mode,
            around.frame(subject, inputs.as_of) if isinstance(subject, Need) else ALONE,
        )

    def _run(self, mode: str, subject: Need | str, options: RecommendOptions) -> Run:
        as_of = options.as_of or self._today()
        with self._store.read() as repo:
            weights = repo.weights(options.weights_version, as_of=as_of)
            version = repo.catalog_version()
        snapshot: Snapshot = self._keeper.for_version(version)
        framing = ALONE
        if isinstance(subject, Need):
            framing = self._surroundings(snapshot.catalog.version).frame(subject, as_of)
        top_k = _checked_top_k(options.top_k)
        run = recommend(subject, snapshot, weights, as_of, top_k, mode, framing)
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

    def _surroundings(self, version: int) -> Surroundings:
        """Return the surroundings at a catalog version; a list of needs asks for one many times."""
        held = self._around
        if held is None or held[0] != version:
            with self._store.read() as repo:
                records = repo.catalog_at(version)
            held = version, Surroundings(records.needs, records.contracts, self._rulebook())
            self._around = held
        return held[1]


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


def _require_same_model(inputs: RunInputs, model: TextModel, framed: str) -> None:
    if inputs.encoder_fingerprint != model.encoder.fingerprint:
        raise InvalidInput(
            f"这次推荐用的模型是“{inputs.encoder_id}”，与现在的不同。"
            "请用当时的模型（环境变量 DUIJIE_MODEL）启动后再重跑。",
            field="run_id",
        )
    present = recipe_of(model, framed)
    if inputs.recipe != present:
        raise InvalidInput(
            f"这次推荐时的文本规则、校准、词库、重排模型、目录或数额规定（{inputs.recipe}）"
            f"与现在的（{present}）不同。请用当时的这些文件启动后再重跑。",
            field="run_id",
        )


def _prefix_equal(before: Run, again: Run) -> bool:
    shorter, longer = sorted((before.candidates, again.candidates), key=len)
    return longer[: len(shorter)] == shorter and before.counts == again.counts
