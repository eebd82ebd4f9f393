"""Real sentence-transformers models of a few kilobytes, random weights, made on the spot."""

import json

ALPHABET = (
    "为高龄独居老人提供每周一次的上门探访课后托管与作业辅导社区花园共建居民自己种菜热线急abc12345"
)


def _tokenizer():
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *dict.fromkeys(ALPHABET)]
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    return tokenizer, len(words)


def save_static(path, *, dim=16, seed=0):
    """Save a StaticEmbedding model: one random vector for each character."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    tokenizer, size = _tokenizer()
    weights = np.random.default_rng(seed).standard_normal((size, dim)).astype(np.float32)
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[module], device="cpu").save(str(path), create_model_card=False)
    return path


def save_bert(path, *, dim=32, seed=0, prompts=None):
    """Save a BERT of two layers with mean pooling; `prompts` by name ("query", "document")."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    bare = path.with_name(path.name + "-bare")
    _save_bare(bare, "BertModel", dim=dim, seed=seed)
    transformer = Transformer(str(bare), max_seq_length=64)
    model = SentenceTransformer(modules=[transformer, Pooling(dim)], device="cpu", prompts=prompts)
    model.save(str(path), create_model_card=False)
    return path


def save_cross_encoder(path, *, dim=32, seed=0, labels=1):
    """Save a BERT of two layers that reads a pair of at most 64 tokens and gives `labels` logits.

    Its weights are large, so that different pairs get clearly different scores.
    """
    head = "BertForSequenceClassification"
    _save_bare(path, head, dim=dim, seed=seed, num_labels=labels, initializer_range=0.5)
    return path


def _save_bare(path, architecture, *, dim, seed, **changes):
    import torch
    import transformers

    tokenizer, size = _tokenizer()
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]"}
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, **special, model_max_length=64
    )
    config = transformers.BertConfig(
        vocab_size=size,
        hidden_size=dim,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=2 * dim,
        max_position_embeddings=64,
        **changes,
    )
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        getattr(transformers, architecture)(config).save_pretrained(path)
    fast.save_pretrained(path)


def edit_json(path, **changes):
    """Change fields of a JSON file."""
    value = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(value | changes), encoding="utf-8")
