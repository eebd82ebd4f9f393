"""The data card: what the model was trained on and how, with licences, hashes and figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..lexicon import Lexicon
from .corpus import DIALOGUES, LAWS

_SOURCES = {
    LAWS: (
        "Chinese statutes, regulations and local rules by article (LawRefBook/Laws)",
        "texts of laws, outside copyright (Copyright Law of the PRC, Art. 5)",
    ),
    DIALOGUES: ("Synthetic counselling dialogues, SmileChat (qiuhuachuan/smile)", "CC0-1.0"),
}


def corpus_sources(hashes: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """Return one entry for each corpus file."""
    return [
        {"file": name, "what": _SOURCES[name][0], "licence": _SOURCES[name][1], "sha256": digest}
        for name, digest in hashes
    ]


def lexicon_source(lexicon: Lexicon) -> dict[str, Any]:
    """Return the entry for the lexicon."""
    return {
        "what": "service lexicon of this project, written by hand",
        "licence": "Apache-2.0",
        "sha256": lexicon.fingerprint,
        "categories": len(lexicon.categories),
        "phrases": lexicon.phrase_count,
        "groups": len(lexicon.groups),
    }


def readme(card: Mapping[str, Any]) -> str:
    """Return the card as a page of Markdown."""
    lines = ["# 对接语义模型", "", "静态词向量模型（StaticEmbedding + Normalize），离线使用。", ""]
    lines += ["## 训练数据", ""]
    for source in card["corpora"]:
        said = (f"`{source['file']}`", source["what"], source["licence"], source["sha256"])
        lines.append("- " + "；".join(said))
    words = card["lexicon"]
    lines.append(
        f"- 服务词库：{words['categories']} 个分类，{words['phrases']} 条日常说法，"
        f"{words['groups']} 个人群；{words['licence']}；SHA-256 `{words['sha256']}`"
    )
    lines += ["", "## 设置", ""]
    lines += [f"- {name}：{value}" for name, value in sorted(card["settings"].items())]
    lines += ["", "## 数字", ""]
    lines += [f"- {name}：{value}" for name, value in sorted(card["figures"].items())]
    return "\n".join(lines) + "\n"
