"""Make anew the words of a language, and which of them are related.

    python make_lexicon.py SENTENCE_ENCODER_FOLDER WORD_LIST WORDNET_FOLDER
    python make_lexicon.py --language de [--thesaurus th_de_DE_v2.dat]

The first makes the four files in ``chatbot/language/en``. It takes a sentence encoder's tokenizer
and ONNX network (all-MiniLM-L6-v2, Apache-2.0: a folder with ``tokenizer.json`` and
``model.onnx``), a plain list of English words (SCOWL's small American list) and WordNet 3.0's data
files (for its antonyms). NOTICE has what their licences ask for.

The encoder's vocabulary lists words from common to rare; the word list adds more words, whose
frequency is then unknown. Every word is encoded alone, the mean and the first three principal
components are taken away (Mu & Viswanath 2018, "All-but-the-top"), inflected forms are averaged
to their stem, and every stem keeps the stems nearest by cosine. The result is a thesaurus: no
network is run when the bot runs.

The second makes ``words.txt`` and ``ranks.bin`` in ``chatbot/language/de``: the most common words
of the language with their ranks, after the package wordfreq (its data: CC BY-SA 4.0). With a
thesaurus in the MyThes format, as LibreOffice has them (Debian's packages mythes-de, mythes-es,
mythes-fr and mythes-ru; LGPL 2.1), also ``stems.txt`` and ``synonyms.bin``: the stems of the most
common words that it has, and of each those that share most of its meanings.
Both need numpy, onnxruntime, tokenizers and wordfreq.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from math import log2, sqrt
from pathlib import Path

import numpy as np
import onnxruntime
import wordfreq
from numpy.typing import NDArray
from tokenizers import Tokenizer

from chatbot.language import SHIPPED, Language, clean, load_tables
from chatbot.language.lexicon import UNRANKED
from chatbot.language.text import fold

LANGUAGES = Path(__file__).parents[2] / "chatbot" / "language"
ENGLISH = LANGUAGES / "en"
MOST_WORDS = 14_000
"""Words kept of a language: with their ranks under 250 kB for Russian, 150 kB for German."""
NEIGHBOURS = 40
"""Related stems kept for every English stem."""
LEAST_SIMILARITY = 0.25
MOST_STEMS = 16_000
"""Stems kept of a thesaurus, those of the most common words."""
SYNONYMS = 8
"""Stems kept for each of them."""
ANTONYM = re.compile("antonym|antónimo|антоним", re.IGNORECASE)
Vectors = NDArray[np.float32]


def read_words(tokenizer: Tokenizer, word_list: Path) -> tuple[list[str], int]:
    """All words, common ones first, and how many of them have a known rank."""
    vocabulary = tokenizer.get_vocab()
    ranked = [
        word
        for word in sorted(vocabulary, key=lambda word: vocabulary[word])
        if re.fullmatch("[a-z]{2,}", word)
    ]
    listed = {line.strip().lower() for line in word_list.read_text(encoding="utf-8").splitlines()}
    more = sorted({word for word in listed if re.fullmatch("[a-z]+", word)} - set(ranked))
    return ranked + more, len(ranked)


def encode(words: list[str], tokenizer: Tokenizer, network: Path) -> Vectors:
    """One vector a word: the mean of the network's last layer over the word's pieces."""
    session = onnxruntime.InferenceSession(str(network), providers=["CPUExecutionProvider"])
    vectors: list[Vectors] = []
    for word in words:
        ids = np.array([tokenizer.encode(word).ids], np.int64)
        (layer,) = session.run(
            None,
            {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            },
        )
        vectors.append(layer[0].mean(0))
    return np.stack(vectors)


def without_common_part(vectors: Vectors, ranked: int) -> Vectors:
    """Unit vectors without their mean and first three principal components."""
    vectors = vectors - vectors[:ranked].mean(0)
    _, _, axes = np.linalg.svd(vectors[:ranked:3], full_matrices=False)
    vectors = vectors - (vectors @ axes[:3].T) @ axes[:3]
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def stem_vectors(words: list[str], vectors: Vectors, ranked: int) -> tuple[list[str], Vectors]:
    """The mean of every stem's words, common words counting more."""
    language = Language.load("en")
    stem = language.stem
    members: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        members.setdefault(stem(word), []).append(index)
    silent = {stem(word) for word in language.tables.function_words}
    stems = sorted(members)
    means = np.zeros((len(stems), vectors.shape[1]), np.float32)
    for row, name in enumerate(stems):
        if name in silent or len(name) < 2:
            continue
        weights = [3 if i < 5000 else 2 if i < ranked else 1 for i in members[name]]
        means[row] = np.average(vectors[members[name]], axis=0, weights=weights)
    return stems, means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)


def antonyms(wordnet: Path) -> set[tuple[str, str]]:
    """Pairs of stems that WordNet calls opposites."""
    stem = Language.load("en").stem
    lemmas: dict[tuple[str, str], list[str]] = {}
    pointers: list[tuple[str, str, int, tuple[str, str], int]] = []
    for part, file in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
        for line in (wordnet / f"data.{file}").read_text(encoding="ascii").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            count = int(fields[3], 16)
            lemmas[part, fields[0]] = fields[4 : 4 + 2 * count : 2]
            rest = fields[5 + 2 * count :]
            for kind, offset, other, ends in zip(*(rest[i::4] for i in range(4)), strict=False):
                if kind == "!":
                    source, target = int(ends[:2], 16), int(ends[2:], 16)
                    pointers.append((part, fields[0], source, (other, offset), target))
    pairs: set[tuple[str, str]] = set()
    for part, offset, source, place, target in pointers:
        one = lemmas[part, offset][source - 1].split("(")[0].lower()
        two = lemmas[place][target - 1].split("(")[0].lower()
        pairs |= {(stem(one), stem(two)), (stem(two), stem(one))}
    return pairs


def opposite(one: str, two: str, listed: set[tuple[str, str]]) -> bool:
    """Whether two stems are opposites: listed, or one is the other behind a negating prefix."""
    if (one, two) in listed:
        return True
    longer, shorter = (one, two) if len(one) > len(two) else (two, one)
    return any(longer == prefix + shorter for prefix in ("un", "in", "im", "dis", "non", "ir"))


def neighbours(stems: list[str], vectors: Vectors, listed: set[tuple[str, str]]) -> bytes:
    """For every stem its nearest: ids as little-endian uint16, then similarities as uint8."""
    rows = bytearray()
    for start in range(0, len(stems), 1000):
        block = vectors[start : start + 1000] @ vectors.T
        for offset, similarities in enumerate(block):
            own = start + offset
            similarities[own] = 0
            nearest = np.argsort(-similarities, kind="stable")[: NEIGHBOURS + 20]
            kept = [i for i in nearest if not opposite(stems[own], stems[i], listed)][:NEIGHBOURS]
            values = np.where(similarities[kept] < LEAST_SIMILARITY, 0, similarities[kept])
            rows += np.array(kept, "<u2").tobytes()
            rows += np.clip(np.round(values * 255), 0, 255).astype("u1").tobytes()
    return bytes(rows)


def ranked_words(language: str) -> list[str]:
    """The most common words of a language in its own script, as they are matched."""
    script = _script(load_tables(language).name)
    words = (fold(clean(word)) for word in wordfreq.iter_wordlist(language))
    own = (w for w in words if len(w) > 1 and w.isalpha() and all(_script(c) == script for c in w))
    return list(islice(dict.fromkeys(own), MOST_WORDS))


def _script(text: str) -> str:
    """The script of a text's first letter: ``LATIN``, ``CYRILLIC``."""
    return unicodedata.name(text[0]).split()[0]


def write_words(folder: Path, words: list[str], ranked: int) -> None:
    """Write all words in order, and beside them their ranks as little-endian uint16.

    The first ``ranked`` words are given from common to rare; the rank of others is not known.
    """
    ranks = dict(zip(words[:ranked], range(ranked), strict=True))
    words = sorted(words)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.txt").write_text("\n".join(words), encoding="utf-8")
    rank_of_each = np.array([ranks.get(word, UNRANKED) for word in words], "<u2")
    (folder / "ranks.bin").write_bytes(rank_of_each.tobytes())
    print(f"{len(words)} words, of {ranked} the rank is known")


def meanings(thesaurus: Path) -> Iterator[tuple[str, list[str]]]:
    """Every word of a thesaurus with the synonyms of one of its meanings, as they are written.

    A file in the MyThes format names its encoding, and then has for each word its number of
    meanings and a line for each, the part of speech in front.
    """
    encoding, written = thesaurus.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)
    lines = iter(written.decode(encoding.decode("ascii").strip()).splitlines())
    for line in lines:
        word, _, number = line.rpartition("|")
        for meaning in islice(lines, int(number)):
            part, *synonyms = meaning.split("|")
            if not ANTONYM.search(part):
                yield word, [one for one in synonyms if not ANTONYM.search(one)]


def synonymous(code: str, thesaurus: Path) -> tuple[list[str], Counter[tuple[str, str]]]:
    """Stems, those of the most common words first, and how much of their meanings pairs share.

    A meaning counts for less the more words it has. What two words share is the sum of the
    meanings of each that have the other, divided by the geometric mean of all their meanings.
    """
    language = Language.load(code)
    silent = {language.stem(word) for word in language.tables.function_words}
    frequency: dict[str, float] = {}
    shared: Counter[tuple[str, str]] = Counter()
    own: Counter[str] = Counter()

    def stem_of(written: str) -> str | None:
        words = language.words(re.sub(r"\([^)]*\)", " ", written))
        if len(words) != 1 or not words[0].isalpha() or len(words[0]) < 3:
            return None
        stem = language.stem(words[0])
        often = wordfreq.word_frequency(words[0], code)
        frequency[stem] = max(often, frequency.get(stem, 0.0))
        return None if stem in silent else stem

    for word, synonyms in meanings(thesaurus):
        stem = stem_of(word)
        others = set(filter(None, map(stem_of, synonyms))) - {stem}
        if stem and others:
            weight = 1 / log2(2 + len(others))
            own[stem] += weight
            for other in others - language.opposites(stem):
                shared[min(stem, other), max(stem, other)] += weight / 2
    for one, other in shared:
        shared[one, other] /= sqrt((own[one] or own[other]) * (own[other] or own[one]))
    return sorted(frequency, key=lambda stem: -frequency[stem]), shared


def make_synonyms(code: str, thesaurus: Path) -> None:
    """Write the stems of a language, and of each the synonyms."""
    common, shared = synonymous(code, thesaurus)
    kept = set(common[:MOST_STEMS])
    near: dict[str, list[tuple[float, str]]] = {}
    for (one, other), share in shared.items():
        if one in kept and other in kept:
            similarity = 0.3 + 0.63 * sqrt(min(1.0, share))
            near.setdefault(one, []).append((similarity, other))
            near.setdefault(other, []).append((similarity, one))
    stems = sorted(near)
    places = {stem: place for place, stem in enumerate(stems)}
    rows = bytearray()
    for stem in stems:
        nearest = sorted(near[stem], reverse=True)[:SYNONYMS]
        nearest += [(0.0, stem)] * (SYNONYMS - len(nearest))
        rows += np.array([places[other] for _, other in nearest], "<u2").tobytes()
        rows += np.round([255 * similarity for similarity, _ in nearest]).astype("u1").tobytes()
    (LANGUAGES / code / "stems.txt").write_text("\n".join(stems), encoding="utf-8")
    (LANGUAGES / code / "synonyms.bin").write_bytes(rows)
    print(f"{len(stems)} stems with synonyms")


def make_english(encoder: Path, word_list: Path, wordnet: Path) -> None:
    """Write the four files of English."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    words, ranked = read_words(tokenizer, word_list)
    vectors = without_common_part(encode(words, tokenizer, encoder / "model.onnx"), ranked)
    stems, means = stem_vectors(words, vectors, ranked)
    write_words(ENGLISH, words, ranked)
    (ENGLISH / "stems.txt").write_text("\n".join(stems), encoding="ascii")
    (ENGLISH / "related.bin").write_bytes(neighbours(stems, means, antonyms(wordnet)))


def main() -> None:
    """Write the files of one language."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("english", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--language", choices=[code for code in SHIPPED if code != "en"])
    parser.add_argument("--thesaurus", type=Path, metavar="FILE", help="in the MyThes format")
    options = parser.parse_args()
    if options.language and not options.english:
        words = ranked_words(options.language)
        write_words(LANGUAGES / options.language, words, len(words))
        if options.thesaurus:
            make_synonyms(options.language, options.thesaurus)
    elif len(options.english) == 3 and not options.language:
        make_english(*options.english)
    else:
        parser.error("give either the three paths for English or --language")


if __name__ == "__main__":
    main()
