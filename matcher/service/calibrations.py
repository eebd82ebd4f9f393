"""Calibrations of models given by path: fitted once, kept in the data folder per fingerprint."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings import Prototypes

from ..calibrate import fit_calibration, measure
from ..calibration import Calibration
from ..development import HALVES, example_needs, judge
from ..errors import Unavailable
from ..weights import default_weights
from .steps import Steps
from .values import CalibrationReport, Progress

if TYPE_CHECKING:
    from embeddings.protocol import Encoder

    from ..meaning import Reranker, TextModel
    from ..snapshot import IndexTypes

_FILE = "calibration.json"
_DIGITS = 16


class CalibrationFolder:
    """``DATA_DIR/calibrations/<digits of the fingerprints>``: the numbers and the prototypes."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "calibrations"

    def folder(self, encoder: Encoder, reranker: Reranker | None) -> Path:
        """Return where the calibration of this encoder with this reranker is kept."""
        names = [encoder.fingerprint, "" if reranker is None else reranker.fingerprint]
        digest = hashlib.sha256("\n".join(names).encode()).hexdigest()
        return self._root / digest[:_DIGITS]

    def read(self, encoder: Encoder, reranker: Reranker | None) -> Calibration | None:
        """Return the stored calibration, None where there is none; Unavailable if damaged."""
        path = self.folder(encoder, reranker) / _FILE
        try:
            return Calibration.from_dict(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise Unavailable(
                f"校准文件“{path}”已损坏，请删除它所在的文件夹，再运行 duijie calibrate。"
            ) from error

    def write(self, encoder: Encoder, reranker: Reranker | None, calibration: Calibration) -> Path:
        """Store the numbers, replacing those of before in one step; return the folder."""
        folder = self.folder(encoder, reranker)
        folder.mkdir(parents=True, exist_ok=True)
        names = {
            "encoder": encoder.fingerprint,
            "reranker": None if reranker is None else reranker.fingerprint,
        }
        body = json.dumps(names | calibration.as_dict(), ensure_ascii=False, indent=2)
        fresh = folder / f"{_FILE}.new"
        fresh.write_text(body + "\n", encoding="utf-8")
        fresh.replace(folder / _FILE)
        return folder


class CalibrationService:
    """Fits weights and curve of the model in use to our own examples, and keeps them."""

    def __init__(self, model: TextModel, types: IndexTypes, folder: CalibrationFolder) -> None:
        self._model = model
        self._types = types
        self._folder = folder

    def calibrate(self, progress: Progress | None = None) -> CalibrationReport:
        """Encode the lexicon and the examples, fit, and store; in force after the next start.

        ``progress(done, total)`` counts categories and needs. Figures are of the held half, which
        the fit did not see.
        """
        tell = Steps(progress, len(self._model.lexicon.categories) + len(example_needs()))
        prototypes = Prototypes.fit(self._model.lexicon, self._model.encoder, tell.advance)
        model = replace(self._model, prototypes=prototypes)
        threshold = default_weights().fit_threshold
        judged = {
            half: judge(
                [n for n in example_needs() if n.half == half], model, self._types, tell.advance
            )
            for half in HALVES
        }
        fitted = fit_calibration(judged["tune"], threshold)
        folder = self._folder.write(model.encoder, model.reranker, fitted.calibration)
        prototypes.write(folder)
        seen = measure(fitted.calibration, judged["held"], threshold)
        return CalibrationReport(
            folder=str(folder),
            model=model.name,
            calibration=fitted.calibration.as_dict(),
            ndcg=seen.ndcg,
            refused_unanswerable=seen.refused_unanswerable,
            refused_answerable=seen.refused_answerable,
        )
