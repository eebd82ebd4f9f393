"""`python -m embeddings.train`: messages in Chinese on standard error, exit 2 for wrong input."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from ..errors import EncodingError
from .errors import TrainingError


def main(arguments: list[str] | None = None) -> int:
    """Run the command; 0 when the folder is written, 2 when the input is wrong."""
    given = _parser().parse_args(arguments)
    try:
        _run(given)
    except EncodingError as error:
        sys.stderr.write(f"错误：{error.message_zh}\n")
        return 2
    except OSError as error:
        # A full disk names no file.
        where = "文件" if error.filename is None else f"文件“{error.filename}”"
        sys.stderr.write(f"错误：{where}不能读写（{error.strerror}）。\n")
        return 2
    except ModuleNotFoundError as error:
        sys.stderr.write(f"错误：缺少 Python 包 {error.name}，请先安装本项目的全部依赖。\n")
        return 2
    return 0


def _run(given: argparse.Namespace) -> None:
    import torch
    from threadpoolctl import threadpool_limits

    from .. import SHIPPED_MODEL
    from ..lexicon import CATEGORIES_FOLDER, SHIPPED_LEXICON, load_lexicon
    from . import pipeline
    from .progress import bars

    if given.lexicon is not None and given.output is None:
        raise TrainingError("使用自己的词库时，请用 --output 指定模型写到哪个文件夹。")
    output = given.output or SHIPPED_MODEL
    options = pipeline.Options(
        seed=given.seed, vocabulary=given.vocabulary, contrastive_steps=given.contrastive_steps
    )
    if given.epochs is not None:
        options = replace(options, settings=replace(options.settings, epochs=given.epochs))
    # One thread: sums in parallel depend on the number of threads, and so would the bytes.
    torch.set_num_threads(1)
    lexicon = load_lexicon(given.lexicon)
    stages = pipeline.LEXICON_STAGES if given.lexicon_only else pipeline.STAGES
    with threadpool_limits(1), bars(stages) as progress:
        if given.lexicon_only:
            pipeline.train_lexicon(given.model or SHIPPED_MODEL, lexicon, output, options, progress)
        else:
            pipeline.train(given.corpus, lexicon, output, options, given.work, progress)
        pipeline.learn_categories(
            lexicon, (given.lexicon or SHIPPED_LEXICON) / CATEGORIES_FOLDER, output, progress
        )
    sys.stderr.write(f"模型已写入 {output}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m embeddings.train", description="训练语义模型")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--corpus", type=Path, help="语料文件夹（laws.jsonl.xz、dialogues.jsonl.xz）"
    )
    source.add_argument("--lexicon-only", action="store_true", help="只按修改后的词库重新训练")
    parser.add_argument("--model", type=Path, help="--lexicon-only 的起点，默认随产品发布的模型")
    parser.add_argument("--lexicon", type=Path, help="词库文件夹，默认随产品发布的词库")
    parser.add_argument("--output", type=Path, help="写到哪个文件夹，默认随产品发布的模型")
    parser.add_argument("--work", type=Path, help="保存中间结果的文件夹，再次训练时更快")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--vocabulary", type=int, default=30_000, help="词表大小")
    parser.add_argument("--contrastive-steps", type=int, default=0, help="对比学习的步数，默认不做")
    parser.add_argument("--epochs", type=int, help="词库训练的轮数")
    return parser


if __name__ == "__main__":
    sys.exit(main())
