"""A model of the architecture of multilingual-e5 with random weights.

Its answers mean nothing. It shows, without any download, what every model of that architecture does: that it
is loaded, that its prompts count, and how fast it is, which does not depend on the weights.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


@dataclass(frozen=True, slots=True)
class Shape:
    """How large an encoder is.

    Attributes:
        layers: how many.
        width: of a vector.
        heads: of the attention; they share the width.
        vocabulary: at most so many tokens.
        length: tokens of a text that are read.
    """

    layers: int
    width: int
    heads: int
    vocabulary: int
    length: int = 512


E5_SMALL = Shape(layers=12, width=384, heads=12, vocabulary=30_000)
"""multilingual-e5-small; its 250,037 tokens only change how many tokens a text has, not the time of each."""
TINY = Shape(layers=2, width=32, heads=2, vocabulary=800, length=128)


def save_random_encoder(folder: Path, texts: Iterable[str], shape: Shape = TINY, seed: int = 0) -> Path:
    """Write such a model into a folder, as sentence-transformers writes one, and return the folder.

    Args:
        folder: made where it does not exist.
        texts: the tokenizer is made from them.
        shape: how large.
        seed: of the weights.
    """
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel

    torch.manual_seed(seed)
    bare = folder / "bare"
    size = _save_tokenizer(bare, texts, shape)
    config = BertConfig(
        vocab_size=size,
        hidden_size=shape.width,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=4 * shape.width,
        max_position_embeddings=shape.length,
        pad_token_id=_SPECIAL.index("<pad>"),
        initializer_range=0.2,  # random weights of the usual size make all texts alike
    )
    BertModel(config).save_pretrained(str(bare))
    model = SentenceTransformer(
        modules=[
            Transformer(str(bare), max_seq_length=shape.length),
            Pooling(shape.width, pooling_mode="mean"),
            Normalize(),
        ],
        device="cpu",
    )
    model.save(str(folder), create_model_card=False)
    for file in bare.iterdir():
        file.unlink()
    bare.rmdir()
    return folder


def _save_tokenizer(folder: Path, texts: Iterable[str], shape: Shape) -> int:
    """A tokenizer of the kind of XLM-R's (unigrams behind a mark for the space); returns how many tokens."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=shape.vocabulary,
        special_tokens=list(_SPECIAL),
        unk_token="<unk>",  # noqa: S106 - a token of a text
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[(token, _SPECIAL.index(token)) for token in ("<s>", "</s>")]
    )
    wrapped = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=shape.length,
        bos_token="<s>",  # noqa: S106
        eos_token="</s>",  # noqa: S106
        cls_token="<s>",  # noqa: S106
        sep_token="</s>",  # noqa: S106
        pad_token="<pad>",  # noqa: S106
        unk_token="<unk>",  # noqa: S106
    )
    wrapped.save_pretrained(str(folder))
    return int(tokenizer.get_vocab_size())
