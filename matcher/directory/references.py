"""What people write where a directory item is asked for: code, name, both, with a version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..text import normalise

#: Words at the end of a name that people leave out.
_ENDINGS = ("公共服务", "服务")
_BETWEEN = re.compile(r"[/>→＞＼\\|]+|-{1,2}>|[—–-]+")
_MARKS = re.compile(r"[^0-9A-Z\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference taken apart: ``keys`` are what may be a code or a name, best first.

    ``version`` and ``scheme`` are "" where the writer names none.
    """

    keys: tuple[str, ...]
    scheme: str = ""
    version: str = ""

    def allows(self, scheme: str, version: str) -> bool:
        """Return whether the writer may mean this version."""
        return self.scheme in ("", scheme) and self.version in ("", version)


def parse(text: str, versions: Sequence[tuple[str, str]]) -> Reference:
    """Take a cell apart; ``versions`` are the (scheme, version) that it may name.

    A path (``社会治理服务/社会工作服务``) means its last step; the whole is tried first.
    """
    rest = normalise(text).upper()
    scheme = version = ""
    for name in sorted({s for s, _ in versions}, key=len, reverse=True):
        folded = normalise(name).upper()
        if folded and folded in rest:
            scheme, rest = name, rest.replace(folded, " ", 1)
            break
    for label in sorted({v for _, v in versions}, key=len, reverse=True):
        pattern = rf"(?<![0-9A-Z]){re.escape(normalise(label).upper())}(?:年?版|年)?(?![0-9])"
        found = re.search(pattern, rest)
        if found is not None:
            version, rest = label, f"{rest[: found.start()]} {rest[found.end() :]}"
            break
    last = _BETWEEN.split(rest)[-1]
    keys = tuple(dict.fromkeys(k for k in (_key(rest), _key(last)) if k))
    return Reference(keys, scheme, version)


def resolve(wanted: Reference, items: Sequence[tuple[str, str]]) -> str | None:
    """Return the code of the (code, name) meant, None without one; a code goes before a name.

    Names agree with or without 服务 at the end; among several, the first in the list.
    """
    for key in wanted.keys:
        # Exact names before shortened ones: “社会工作服务” before what is called “社会工作”.
        for shortened in (False, True):
            for code, name in items:
                names = _shortened(_key(name)) if shortened else {_key(name)}
                if key in _spellings(_key(code), names):
                    return code
    return None


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return _MARKS.sub("", normalise(text).upper())


def _shortened(name: str) -> set[str]:
    stems = {name} | {name.removesuffix(e) for e in _ENDINGS if len(name.removesuffix(e)) > 1}
    return stems | {stem + "服务" for stem in stems}


def _spellings(code: str, names: set[str]) -> set[str]:
    return {code} | names | {code + name for name in names} | {name + code for name in names}
