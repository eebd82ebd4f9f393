"""What the rest of the catalog and the rules of purchase say of one need, beside its candidates."""

from __future__ import annotations

from dataclasses import dataclass

from .model import Caution


@dataclass(frozen=True, slots=True)
class Framing:
    """The surroundings of a need, made by :func:`matcher.surroundings.frame`.

    ``notes`` are warnings of the need (W10, W14, W16, W17, W23). ``in_principle``: a directory item
    of it 原则上 goes to social organizations (五(三)). ``recompete``: with the present provider it
    would run for more than 36 months, so that continuity counts for nobody (五(五)).
    ``fingerprint`` names the directories and rules that this was read from.
    """

    notes: tuple[Caution, ...] = ()
    in_principle: bool = False
    recompete: bool = False
    fingerprint: str = "-"


#: A need of which nothing is known but its own words: free text, a field to scout.
ALONE = Framing()
