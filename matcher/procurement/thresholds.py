"""Amounts from which the law asks for more, as dated data (五(四), 政府采购法 Arts. 8, 27).

The shipped file is a start: a district edits a copy. ``confirmed`` false means that nobody has
compared the figures with the official text yet; every answer that rests on them says so.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from ..errors import FieldProblem, InvalidInput
from .reading import TableReader

Share = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Amounts in 元 for services, in force from ``effective_from`` to ``effective_to`` inclusive.

    ``limit``: 分散采购限额标准; ``open_tender``: 公开招标数额标准, > ``limit`` > 0. Price shares
    are (lowest, highest) of the total score, 0–1, in a tender and in a 磋商. ``effective_to`` None:
    until the next ones begin.
    """

    effective_from: date
    effective_to: date | None
    limit: Decimal
    open_tender: Decimal
    price_share_tender: Share
    price_share_consultation: Share
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class VentureRules:
    """Caps of a 公益创投 call: applications of one organization (>= 1), 元 of one project (> 0)."""

    applications_per_organization: int
    project_cap: Decimal
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ProcurementRules:
    """Everything in one file; ``thresholds`` by date, never overlapping."""

    thresholds: tuple[Thresholds, ...]
    venture: VentureRules

    def in_force(self, as_of: date) -> Thresholds:
        """Return the thresholds of a day; InvalidInput when the file has none for it."""
        for found in reversed(self.thresholds):
            ended = found.effective_to is not None and found.effective_to < as_of
            if found.effective_from <= as_of and not ended:
                return found
        raise InvalidInput(
            f"数额规定里没有 {as_of.isoformat()} 适用的限额，请在文件里补上这一天适用的一段。",
            field="as_of",
        )


def load_rules(path: Path | None = None) -> ProcurementRules:
    """Return the rules of a file, None = the shipped ones; InvalidInput lists every finding."""
    if path is None:
        return _shipped()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidInput(f"数额规定“{path}”无法读取，请核对路径。", field="rules") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"数额规定“{path}”不是 UTF-8 文本，请另存为 UTF-8。", field="rules"
        ) from error
    return rules_from_toml(text)


@lru_cache(maxsize=1)
def _shipped() -> ProcurementRules:
    text = resources.files("matcher").joinpath("data/procurement.toml").read_text(encoding="utf-8")
    return rules_from_toml(text)


def rules_from_toml(text: str) -> ProcurementRules:
    """Return the rules of a document; InvalidInput with one problem per finding."""
    rules, findings = _read(text)
    if rules is None or findings:
        raise InvalidInput(
            f"数额规定不能使用：{' '.join(findings)}",
            field="rules",
            problems=[FieldProblem(finding, "rules") for finding in findings],
        )
    return rules


def lint_rules(text: str) -> tuple[str, ...]:
    """Return what is wrong with a document, in Chinese; empty when it can be used."""
    return _read(text)[1]


def _read(text: str) -> tuple[ProcurementRules | None, tuple[str, ...]]:
    try:
        body: dict[str, object] = tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ArithmeticError) as error:
        return None, (f"文件格式有误（{error}），请对照自带的数额规定修改。",)
    top = TableReader("文件", body)
    found = [
        _thresholds(TableReader(f"第 {number} 段限额", table))
        for number, table in enumerate(top.tables("thresholds"), start=1)
    ]
    venture_reader = TableReader("公益创投", top.table("venture"))
    venture = _venture(venture_reader)
    top.done()
    findings = [*top.findings, *venture_reader.findings]
    findings += [text for _, reader in found for text in reader.findings]
    made = sorted((t for t, _ in found if t is not None), key=lambda t: t.effective_from)
    findings += _order(made)
    if not top.findings and not found:
        findings.append("文件里一段限额也没有，请至少写一段 [[thresholds]]。")
    rules = None if venture is None else ProcurementRules(tuple(made), venture)
    return rules, tuple(findings)


def _thresholds(reader: TableReader) -> tuple[Thresholds | None, TableReader]:
    start = reader.date("effective_from")
    end = reader.date("effective_to", optional=True)
    limit, tender = reader.amount("limit"), reader.amount("open_tender")
    shares = reader.share("price_share_tender"), reader.share("price_share_consultation")
    source, confirmed = reader.text("source"), reader.flag("confirmed")
    reader.done()
    if start is not None and end is not None and end < start:
        reader.tell(f"失效日期 {end} 早于生效日期 {start}，请核对。")
    if limit is not None and tender is not None and limit >= tender:
        reader.tell(f"分散采购限额 {limit} 元不低于公开招标数额 {tender} 元，请核对是否写反。")
    if start is None or limit is None or tender is None or shares[0] is None or shares[1] is None:
        return None, reader
    made = Thresholds(start, end, limit, tender, shares[0], shares[1], source, confirmed)
    return made, reader


def _venture(reader: TableReader) -> VentureRules | None:
    count, cap = reader.count("applications_per_organization"), reader.amount("project_cap")
    source, confirmed = reader.text("source"), reader.flag("confirmed")
    reader.done()
    if count is None or cap is None:
        return None
    return VentureRules(count, cap, source, confirmed)


def _order(found: list[Thresholds]) -> list[str]:
    """Return the overlaps and gaps between neighbours in time."""
    findings = []
    for earlier, later in pairwise(found):
        end, start = earlier.effective_to, later.effective_from
        if earlier.effective_from == start or (end is not None and end >= start):
            findings.append(
                f"自 {earlier.effective_from} 和自 {start} 起的两段限额日期重叠，请只留一段。"
            )
        elif end is not None and end + timedelta(days=1) < start:
            findings.append(f"{end} 之后到 {start} 之前没有限额，请补一段或改日期。")
    return findings
