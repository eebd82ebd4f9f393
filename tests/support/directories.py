"""Needs and directories written for tests of the guiding directories."""

import tomllib
from datetime import date
from decimal import Decimal

from support.tree import ROOT

from matcher.model import Money, Need

NOW = date(2026, 3, 1)
THEN = date(2018, 6, 1)
_NEEDS = ROOT / "tests" / "directory" / "directory_needs.toml"
BODY = tomllib.loads(_NEEDS.read_text(encoding="utf-8"))


def make_need(code, title, description="", types=(), budget=None, **more):
    money = Money() if budget is None else Money(Decimal(budget), Decimal(budget))
    return Need(
        id=f"id-{code}",
        code=code,
        title=title,
        description=description,
        service_types=tuple(types),
        budget=money,
        **more,
    )


def written(name, kind):
    """Return (need, expected codes) of one set of ``directory_needs.toml``."""
    return [
        (
            make_need(
                f"{name}-{kind}-{number:02d}",
                entry["title"],
                entry["description"],
                entry.get("types", ()),
                entry.get("budget"),
            ),
            set(entry.get("expected", ())),
        )
        for number, entry in enumerate(BODY[name][kind], start=1)
    ]


def version(label, start, end=None, items=(), scheme="试验目录"):
    """Return the text of one file; ``items`` are dicts of fields."""

    def value(x):
        if isinstance(x, bool):
            return str(x).lower()
        if isinstance(x, int):
            return str(x)
        if isinstance(x, (list, tuple)):
            return "[" + ", ".join(f'"{y}"' for y in x) + "]"
        return f'"{x}"'

    lines = [f'scheme = "{scheme}"', f'version = "{label}"', f"effective_from = {start}"]
    lines += [f"effective_to = {end}"] if end else []
    for item in items:
        fields = {"parent": "", "level": 1, **item}
        lines += ["[[item]]", *(f"{key} = {value(x)}" for key, x in fields.items())]
    return "\n".join(lines) + "\n"
