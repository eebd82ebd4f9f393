"""The benchmark (`make bench`): ratios of rows measured side by side in one run."""

import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from openpyxl import load_workbook

from indexes import ExactIndex, FlatIndex
from matcher.catalog import Catalog
from matcher.compose import INDEX_TYPES, text_model
from matcher.intake.reading import read_tables
from matcher.model import Meta, Organization, Service, Source
from matcher.recommend import recommend
from matcher.retrieve import make_query
from matcher.settings import Settings
from matcher.snapshot import build_snapshot
from matcher.store import Store, create_engine
from matcher.weights import default_weights
from tests.performance import allocation, cold_start, encoding, ranking
from tests.performance.side_by_side import Row, measure, show
from tests.support.tree import ROOT

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SAMPLE = ROOT / "matcher" / "data" / "sample" / "供给目录.xlsx"
WORDS = (
    "独居",
    "老人",
    "探访",
    "儿童",
    "托管",
    "心理",
    "咨询",
    "垃圾",
    "分类",
    "调解",
    "就业",
    "培训",
    "助残",
    "康复",
    "志愿",
    "宣传",
)


def records(count):
    """Make ``count`` organizations with one service each, from a seeded mix of words."""
    choose = np.random.default_rng(7)
    meta = Meta(1, Source("bench"), NOW, NOW)
    for number in range(count):
        picked = choose.choice(len(WORDS), size=8)
        yield Organization(id=f"o{number:06d}", name=f"组织{number}", staff_full=5, meta=meta)
        yield Service(
            id=f"s{number:06d}",
            organization_id=f"o{number:06d}",
            title="服务",
            description="，".join(WORDS[i] for i in picked),
            meta=meta,
        )


def bench_cold_start(folder):
    show(
        "Process start to first recommendation (sample catalog)",
        cold_start.measure(folder / "cold"),
        "import sentence_transformers",
    )


def bench_encoding():
    medians, rate = encoding.measure_encoders()
    show("Shipped model", medians, "SentenceTransformer.encode, one text")
    print(f"  light encoder in bulk: {rate:,.0f} texts/s")


def bench_search():
    rows = np.random.default_rng(1).standard_normal((20_000, 512)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    flat, exact, query = FlatIndex(rows), ExactIndex(rows), rows[:1]
    mask = np.arange(len(rows)) % 100 == 0
    medians = measure(
        [
            Row("plain numpy product", lambda: rows @ query[0]),
            Row("exact index, k=10", lambda: exact.search(query, 10)),
            Row("FAISS flat, k=10", lambda: flat.search(query, 10)),
            Row("FAISS flat, k=200", lambda: flat.search(query, 200)),
            Row("FAISS flat, k=10, 1 % allowed", lambda: flat.search(query, 10, mask)),
        ]
    )
    show("Search among 20,000 vectors of 512", medians, "FAISS flat, k=10")


def bench_recommendation(count):
    model = text_model(Settings())
    snapshot = build_snapshot(Catalog.build(records(count)), model, INDEX_TYPES)
    text, weights = "独居老人每周上门探访", default_weights()
    query = make_query(text, model)
    medians = measure(
        [
            Row("encode and tokenize the need", lambda: make_query(text, model)),
            Row(
                "character search, k=200",
                lambda: snapshot.characters.search([query.characters], 200),
            ),
            Row(
                "whole recommendation",
                lambda: recommend(text, snapshot, weights, NOW.date(), 10, "text"),
            ),
        ]
    )
    show(f"One recommendation among {count:,} organizations", medians, "whole recommendation")


def bench_reading():
    data = SAMPLE.read_bytes()

    def with_openpyxl():
        book = load_workbook(SAMPLE, read_only=True, data_only=True)
        return [list(sheet.iter_rows(values_only=True)) for sheet in book]

    medians = measure(
        [
            Row("openpyxl, in process", with_openpyxl),
            Row(
                "ours: child process, headers",
                lambda: read_tables(SAMPLE.name, data, timeout_s=60, memory_mb=1024),
            ),
        ]
    )
    show("Reading the sample supply workbook", medians, "openpyxl, in process")


def bench_store(folder):
    organizations = [r for r in records(5_000) if isinstance(r, Organization)]
    plain = [(r.id, r.name, "", "", 5) for r in organizations]
    count = iter(range(1_000))

    def with_sqlite3():
        with sqlite3.connect(folder / f"plain{next(count)}.db") as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("CREATE TABLE o (id TEXT PRIMARY KEY, name, a, b, n)")
            connection.executemany("INSERT INTO o VALUES (?,?,?,?,?)", plain)

    def with_store():
        store = Store(create_engine(f"sqlite:///{folder / f'ours{next(count)}.db'}"))
        store.migrate()
        with store.write() as repo:
            repo.write(organizations, reason="bench", now=NOW)
        store.close()

    medians = measure(
        [
            Row("sqlite3, 5 columns", with_sqlite3),
            Row("ours: all columns, history, versions", with_store),
        ],
        rounds=3,
    )
    show(
        "Writing 5,000 organizations in one transaction (new file each)",
        medians,
        "sqlite3, 5 columns",
    )


def bench_allocation():
    medians, made = allocation.measure_allocation()
    show(
        f"Allocation: {allocation.NEEDS:,} needs, {allocation.ORGANIZATIONS:,} organizations, "
        f"{allocation.LISTED} candidates each",
        medians,
        "choosing in turn",
    )
    print(f"  points: x{made.total / made.one_by_one:.4f} of choosing in turn")


def bench_ranking():
    show(
        f"Ranking {ranking.CANDIDATES} candidates (seven parts, order of equals)",
        ranking.measure_ranking(),
        "obvious loop",
    )


def main():
    with tempfile.TemporaryDirectory(prefix="duijie-bench-") as name:
        folder = Path(name)
        bench_cold_start(folder)
        bench_encoding()
        bench_search()
        bench_recommendation(120)
        bench_recommendation(2_000)
        bench_ranking()
        bench_allocation()
        bench_reading()
        bench_store(folder)


if __name__ == "__main__":
    main()
