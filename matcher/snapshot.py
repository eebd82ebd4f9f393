"""A catalog with its encoded texts and indexes: what one recommendation reads, never changed.

Pure: encoder, tokenizers and index types are arguments; :class:`indexes.SnapshotStore` keeps
:meth:`SnapshotContent.pack` on disk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from indexes.manifest import SnapshotMeta
from indexes.postings import Postings
from indexes.protocol import LexicalIndex, VectorIndex

from .catalog import Catalog
from .errors import Unavailable
from .meaning import TextModel
from .text import RECIPE, service_text

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
_BATCH = 64


@dataclass(frozen=True, slots=True)
class IndexTypes:
    """Which index is built over vectors and over postings."""

    vectors: Callable[[Vectors], VectorIndex]
    lexical: Callable[[Postings], LexicalIndex]


@dataclass(frozen=True, slots=True, eq=False)
class SnapshotContent:
    """What was computed from the services' texts, row by row of ``catalog.services``.

    ``vectors`` (n_service, dim) and ``categories`` (n_service, n_category) float32; ``texts`` the
    masked texts that were encoded.
    """

    service_ids: tuple[str, ...]
    texts: tuple[str, ...]
    vectors: Vectors
    categories: Vectors
    characters: Postings
    words: Postings

    def pack(self) -> tuple[dict[str, npt.NDArray[Any]], dict[str, Any]]:
        """Return (arrays, texts) for ``SnapshotStore.write``."""
        arrays, texts = self.characters.pack("characters")
        word_arrays, word_texts = self.words.pack("words")
        arrays |= {**word_arrays, "vectors": self.vectors, "categories": self.categories}
        lists = {"service-ids": list(self.service_ids), "service-texts": list(self.texts)}
        return arrays, {**texts, **word_texts, **lists}

    @classmethod
    def unpack(
        cls, arrays: Mapping[str, npt.NDArray[Any]], texts: Mapping[str, Any]
    ) -> SnapshotContent:
        """Return what :meth:`pack` took apart."""
        ids = tuple(texts["service-ids"])
        return cls(
            service_ids=ids,
            texts=tuple(texts["service-texts"]),
            vectors=arrays["vectors"],
            categories=arrays["categories"],
            characters=Postings.unpack("characters", arrays, texts, len(ids)),
            words=Postings.unpack("words", arrays, texts, len(ids)),
        )

    def content_hash(self) -> str:
        """Return the SHA-256 over every array and text."""
        arrays, texts = self.pack()
        digest = hashlib.sha256()
        for name in sorted(arrays):
            array = np.ascontiguousarray(arrays[name])
            digest.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
            digest.update(array.tobytes())
        lists = json.dumps(texts, ensure_ascii=False, sort_keys=True)
        digest.update(lists.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Catalog, text model and indexes of one version; safe to share between threads."""

    catalog: Catalog
    model: TextModel
    texts: tuple[str, ...]
    vectors: VectorIndex
    categories: VectorIndex
    characters: LexicalIndex
    words: LexicalIndex
    recipe: str
    index_hash: str


def encode_services(
    catalog: Catalog, model: TextModel, progress: Progress | None = None
) -> SnapshotContent:
    """Mask, encode and tokenize every service; ``progress(done, total)`` counts services."""
    texts = tuple(
        service_text(catalog.organizations[owner], service).text
        for service, owner in zip(catalog.services, catalog.service_organization, strict=True)
    )
    vectors = np.zeros((len(texts), model.encoder.dim), dtype=np.float32)
    for start in range(0, len(texts), _BATCH):
        part = texts[start : start + _BATCH]
        vectors[start : start + len(part)] = model.encoder.encode(part, kind="document")
        if progress is not None:
            progress(start + len(part), len(texts))
    categories = model.categories.encode(texts, kind="document")
    for array in (vectors, categories):
        array.setflags(write=False)
    return SnapshotContent(
        service_ids=tuple(service.id for service in catalog.services),
        texts=texts,
        vectors=vectors,
        categories=categories,
        characters=Postings.count(model.characters.tokenize(text) for text in texts),
        words=Postings.count(model.words.tokenize(text) for text in texts),
    )


def assemble(
    catalog: Catalog, model: TextModel, types: IndexTypes, content: SnapshotContent
) -> Snapshot:
    """Return the snapshot of a catalog and its content; Unavailable where they do not belong."""
    if content.service_ids != tuple(service.id for service in catalog.services):
        raise Unavailable("索引与目录不是同一版本，请运行 duijie rebuild 重建索引。")
    return Snapshot(
        catalog=catalog,
        model=model,
        texts=content.texts,
        vectors=types.vectors(content.vectors),
        categories=types.vectors(content.categories),
        characters=types.lexical(content.characters),
        words=types.lexical(content.words),
        recipe=RECIPE,
        index_hash=content.content_hash(),
    )


def build_snapshot(
    catalog: Catalog, model: TextModel, types: IndexTypes, progress: Progress | None = None
) -> Snapshot:
    """Encode and assemble in one step."""
    return assemble(catalog, model, types, encode_services(catalog, model, progress))


def snapshot_meta(catalog: Catalog, model: TextModel) -> SnapshotMeta:
    """Return what a stored snapshot says of its origin."""
    return SnapshotMeta(
        catalog_hash=catalog.content_hash,
        encoder_fingerprint=model.encoder.fingerprint,
        recipe=RECIPE,
        tokenizer_fingerprints={
            "characters": model.characters.fingerprint,
            "words": model.words.fingerprint,
            "categories": model.categories.fingerprint,
        },
        dim=model.encoder.dim,
        count=len(catalog.services),
    )
