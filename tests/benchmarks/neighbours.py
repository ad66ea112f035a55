"""What is lost and won where few of very many vectors are compared with a question.

    python neighbours.py SET_FOLDER... --encoder FOLDER [--vectors 50000 100000 300000]

The encoder, a folder as in docs/semantic.md, encodes the phrasings of the sets, and their
questions, which are asked. As encoding takes milliseconds a text, all other vectors are made up of
these: two of them, in random parts, and random noise half as long. Each is of an entry of its own.

Rows are numbers of vectors; columns
  build s     CPU time of laying them out in a graph; MB: its size; open ms: CPU time of opening it
              in a file, its checksum included
  p50, p99    milliseconds of CPU time in which the ten closest are found; exact: p50 of comparing
              all, where a matrix of them all is in memory
  recall      how many of the ten that are really closest are found, of 100
  first       how often the first is, of 100
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sets import read_set
from tables import Table

from chatbot.encoders import OnnxEncoder
from chatbot.matching.neighbours import Asked, Graph, Matrix, Texts, graph_of
from chatbot.storage import Packer, open_container, write_container

Vectors = NDArray[np.float32]
COLUMNS = {
    "build s": 1,
    "MB": 0,
    "open ms": 0,
    "p50": 2,
    "p99": 2,
    "exact": 2,
    "recall": 1,
    "first": 1,
}
CLOSEST = 10
QUESTIONS = 400
NOISE = 0.5
AT_ONCE = 64


def unit(vectors: Vectors) -> Vectors:
    """The same directions, each of length 1."""
    found: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return found


def encoded(encoder: OnnxEncoder, texts: Sequence[str]) -> Vectors:
    """The vectors of distinct texts."""
    distinct = list(dict.fromkeys(texts))
    starts = range(0, len(distinct), AT_ONCE)
    return np.concatenate([encoder.encode(distinct[at : at + AT_ONCE]) for at in starts])


def made_up(real: Vectors, number: int, rng: np.random.Generator) -> Vectors:
    """The real vectors, and so many together with those made up of them."""
    parts = [real[:number]]
    left = number - len(parts[0])
    while left > 0:
        size = min(left, 50_000)
        one, other = (real[rng.integers(len(real), size=size)] for _ in range(2))
        share = rng.random((size, 1), np.float32)
        noise = unit(rng.standard_normal((size, real.shape[1]), np.float32))
        parts.append(unit(unit(share * one + (1 - share) * other) + NOISE * noise))
        left -= size
    return np.concatenate(parts)


def timed(ask: Callable[[Vectors], Sequence[int]], questions: Vectors) -> tuple[list[float], list]:
    """Milliseconds of CPU time that each question takes, sorted, and what is found for each."""
    times, found = [], []
    for question in questions:
        start = time.process_time()
        found.append(ask(question))
        times.append(1e3 * (time.process_time() - start))
    return sorted(times), found


def closest(vectors: Matrix | Graph, number: int) -> Callable[[Vectors], Sequence[int]]:
    """What finds the texts that are closest to a question, closest first."""
    fit = np.ones(number, bool)

    def ask(question: Vectors) -> Sequence[int]:
        cosines = vectors.compare(Asked(question, question))
        texts = cosines.closest(CLOSEST, fit)
        close = cosines.of(texts)
        first = np.argpartition(-close, CLOSEST)[:CLOSEST]
        ranked: list[int] = texts[first[np.argsort(-close[first])]].tolist()
        return ranked

    return ask


def measure(vectors: Vectors, questions: Vectors, folder: Path) -> dict[str, float]:
    """The figures of a row."""
    number = len(vectors)
    texts = Texts(np.arange(number), np.arange(number), np.zeros(number, bool))
    exact, wanted = timed(closest(Matrix(vectors, texts), number), questions)
    start = time.process_time()
    graph = graph_of(vectors[at : at + AT_ONCE] for at in range(0, number, AT_ONCE))
    figures = {"build s": time.process_time() - start, "MB": len(graph) / 1e6}
    out = Packer()
    out.numbers("graph", graph)
    write_container(str(folder / "graph"), {}, out.buffers)
    start = time.process_time()
    opened = Graph(open_container(str(folder / "graph"))[1].numbers("graph"), texts)
    figures["open ms"] = 1e3 * (time.process_time() - start)
    times, found = timed(closest(opened, number), questions)
    pairs = list(zip(found, wanted, strict=True))
    return {
        **figures,
        "p50": times[len(times) // 2],
        "p99": times[int(0.99 * len(times))],
        "exact": exact[len(exact) // 2],
        "recall": 100 * float(np.mean([len({*a} & {*b}) / CLOSEST for a, b in pairs])),
        "first": 100 * float(np.mean([a[0] == b[0] for a, b in pairs])),
    }


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET_FOLDER")
    parser.add_argument("--encoder", required=True, metavar="FOLDER")
    parser.add_argument("--vectors", nargs="+", type=int, default=[50_000, 100_000, 300_000])
    arguments = parser.parse_args()
    sets = [read_set(folder) for folder in arguments.sets]
    rng = np.random.default_rng(7)
    encoder = OnnxEncoder(os.fspath(arguments.encoder))
    phrasings = [text for one in sets for own, _ in one.entries.values() for text in own]
    asked = [text for one in sets for text, _ in one.questions]
    some = [asked[at] for at in sorted(rng.permutation(len(asked))[:QUESTIONS])]
    real, questions = encoded(encoder, phrasings), encoded(encoder, some)
    table = Table("vectors", COLUMNS)
    for number in arguments.vectors:
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(made_up(real, number, rng), questions, Path(folder))
        table.add(f"{number:,}", figures)


if __name__ == "__main__":
    main()
