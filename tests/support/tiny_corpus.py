"""A corpus and a lexicon of a few lines, written for tests: enough to train every stage on."""

import json
import lzma

_SUBJECTS = ("老人", "孩子", "邻居", "志愿者", "残疾人", "居民")
_ACTS = ("需要照料", "没人陪伴", "吵架了", "参加活动", "去医院看病", "在食堂吃饭")

LEXICON = """type = "01"
[[category]]
code = "meals"
name = "老年助餐"
directory = ["A04 社会保障服务"]
groups = ["elderly"]
description = "为老人提供就餐和送餐服务。"
synonyms = ["老年餐桌", "送餐", "助餐"]
offers = ["开设食堂", "每天送饭上门"]
[category.phrases]
self = ["做不动饭了", "吃饭没有着落", "灶台够不着"]
family = ["我妈天天凑合吃", "爸一个人不开火"]
[[category.lookalike]]
phrase = "孩子放学没饭吃"
belongs = "care"

[[category]]
code = "care"
name = "课后托管"
directory = ["A02 教育公共服务"]
groups = []
description = "放学后照看孩子写作业。"
synonyms = ["托管", "课后服务"]
offers = ["四点半课堂"]
[category.phrases]
self = ["放学没地方去", "没人接我"]
family = ["下班晚接不了孩子", "娃回家没人管", "作业没人盯"]
"""
GROUPS = """[[group]]
code = "elderly"
name = "老年人"
within = "elderly"
formal = ["长者"]
everyday = ["老爷子", "老太太"]
"""


def write_corpus(folder):
    """Write laws.jsonl.xz and dialogues.jsonl.xz; return the folder."""
    folder.mkdir(parents=True)
    articles, dialogues = [], []
    for number, subject in enumerate(_SUBJECTS * 4):
        acts = [_ACTS[(number + shift) % len(_ACTS)] for shift in range(3)]
        text = "，".join(f"{subject}{act}" for act in acts) + "。社区应当提供服务。"
        articles.append({"law": "社区条例", "chapter": "总则", "number": str(number), "text": text})
        turns = [
            ["client", f"我家{subject}{acts[0]}，怎么办？"],
            ["counselor", f"{acts[1]}也常见。别急。"],
        ]
        dialogues.append([*turns, ["client", f"可是{subject}{acts[2]}"]])
    write_lines(folder / "laws.jsonl.xz", articles)
    write_lines(folder / "dialogues.jsonl.xz", dialogues)
    return folder


def write_lines(path, values):
    """Write JSON lines, compressed."""
    with lzma.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def write_lexicon(folder):
    """Write a lexicon of two categories and one group; return the folder."""
    folder.mkdir(parents=True)
    (folder / "01-tiny.toml").write_text(LEXICON, encoding="utf-8")
    (folder / "groups.toml").write_text(GROUPS, encoding="utf-8")
    return folder
