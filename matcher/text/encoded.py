"""What of a need and of a service is encoded and indexed (docs/ranking.md, F1–F5, F16)."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Need, Organization, Service
from .masking import MaskedText, masked_with_map
from .names import descriptive_part, own_names

#: Version of the rules in this package; a snapshot made with another recipe is rebuilt.
RECIPE = "2"
_JOIN = "。"


@dataclass(frozen=True, slots=True)
class Piece:
    """One field's share: ``text[start : start + len(masked.text)]`` of the encoded text."""

    field: str
    start: int
    masked: MaskedText


@dataclass(frozen=True, slots=True)
class EncodedText:
    """The text to encode and its pieces in order; fields left empty by masking have none.

    ``field`` is ``title``, ``description``, ``name`` or ``scope``: the attribute of the need,
    service or organization whose original text the offsets of ``masked`` point into.
    """

    text: str
    pieces: tuple[Piece, ...]

    def locate(self, start: int, end: int) -> tuple[str, int, int] | None:
        """Return field and original span of ``text[start:end]``; None across pieces or empty."""
        for piece in self.pieces:
            if piece.start <= start < end <= piece.start + len(piece.masked.text):
                first, last = piece.masked.original_span(start - piece.start, end - piece.start)
                return piece.field, first, last
        return None

    def in_statement(self, start: int, end: int, title: str) -> tuple[int, int] | None:
        """Return the span of ``text[start:end]`` in ``title + line break + description``.

        None for a name or a scope, which stand in no statement, and across pieces.
        """
        place = self.locate(start, end)
        if place is None or place[0] not in ("title", "description"):
            return None
        base = 0 if place[0] == "title" else len(title) + 1
        return base + place[1], base + place[2]


def _encoded(fields: tuple[tuple[str, MaskedText], ...]) -> EncodedText:
    pieces: list[Piece] = []
    text = ""
    for field, masked in fields:
        if not masked.text:
            continue
        if text:
            text += _JOIN
        pieces.append(Piece(field, len(text), masked))
        text += masked.text
    return EncodedText(text, tuple(pieces))


def need_text(need: Need) -> EncodedText:
    """Return what is encoded of a need: title and description, masked."""
    return _encoded(
        (
            ("title", masked_with_map(need.title)),
            ("description", masked_with_map(need.description)),
        )
    )


def free_text(text: str) -> EncodedText:
    """Return what is encoded of a request typed by a person (field ``text``), masked."""
    return _encoded((("text", masked_with_map(text)),))


def service_text(organization: Organization, service: Service) -> EncodedText:
    """Return what is encoded of a service: title, description, descriptive name, scope; masked.

    Never address, registrar, competent authority, founding date, credit code, party or brand; and
    not the organization's own name where a text repeats it.
    """
    names = own_names(organization.name)
    return _encoded(
        (
            ("title", masked_with_map(service.title, names)),
            ("description", masked_with_map(service.description, names)),
            ("name", descriptive_part(organization.name)),
            ("scope", masked_with_map(organization.scope, names)),
        )
    )
