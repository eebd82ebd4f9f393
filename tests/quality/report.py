"""The benchmark's figures as Markdown tables, in Chinese."""

STYLES_ZH = {"全部": "全部", "formal": "公文体", "colloquial": "口语体"}
KINDS_ZH = {
    "paraphrase": "同义改写",
    "lookalike": "形似而实异",
    "negation": "否定",
    "beneficiary": "服务对象不同",
    "short": "八个字以内",
    "official": "公文套话",
    "anger": "带情绪的投诉",
    "traditional": "繁体字",
    "ocr": "扫描识别错字",
    "pinyin": "同音错字",
    "abbreviation": "缩略语",
    "numbers": "数字有含义",
    "district": "夹带地名",
}


def table(head, rows):
    """Return a Markdown table; a head that begins with ">" is a right-aligned column."""
    names = [name.lstrip(">") for name in head]
    rule = ["---:" if name.startswith(">") else "---" for name in head]
    lines = [names, rule, *([str(cell) for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def ranking_table(rows):
    """Return the table of systems; `rows` as `figures.ranking_rows` yields them."""
    cells = []
    for name, style, needs, mean, low, high, against in rows:
        if against is None:
            difference = "—"
        else:
            change, lower, upper, sure = against
            difference = f"{change:+.3f} [{lower:+.3f}, {upper:+.3f}]{'' if sure else ' 不显著'}"
        cells.append(
            (STYLES_ZH[style], needs, name, f"{mean:.3f} [{low:.3f}, {high:.3f}]", difference)
        )
    head = ("文体", ">需求数", "方法", ">nDCG@10 [95 %]", ">与混合之差 [95 %]")
    return table(head, cells)


def share(value):
    """Return a share in percent, or a dash."""
    return "—" if value is None else f"{value:.1%}"


def traps_table(found):
    """Return the table of traps by kind, with the sum."""
    rows = [(KINDS_ZH[kind], right, total) for kind, (right, total) in sorted(found.items())]
    right, total = (sum(row[n] for row in rows) for n in (1, 2))
    rows.append(("合计", right, f"{total}（{right / total:.1%}）"))
    return table(("种类", ">判对", ">共"), rows)
