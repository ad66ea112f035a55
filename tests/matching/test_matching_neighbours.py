"""Of many vectors few are compared with a question, and the closest are found all the same."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot.errors import EncoderError
from chatbot.knowledge import Knowledge
from chatbot.matching import PARAMETERS_WITH_ENCODER, Matcher
from chatbot.matching.neighbours import Asked, Graph, Matrix, Texts, graph_of
from tests.encoders import LetterEncoder, needs

Vectors = NDArray[np.float32]
IN_GRAPH = PARAMETERS_WITH_ENCODER._replace(most_in_matrix=0)
ROOMS = Knowledge.from_dict(
    {
        "title": "House",
        "language": "en",
        "entries": [
            {"question": f"Where is room {n}?", "answer": f"On floor {n}. Take the lift."}
            for n in range(40)
        ],
    }
)

pytestmark = needs("usearch")


def some_vectors(number: int, dimensions: int = 32) -> Vectors:
    found = np.random.default_rng(7).standard_normal((number, dimensions)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def both_of(vectors: Vectors, texts: Texts) -> tuple[Matrix, Graph]:
    return Matrix(vectors, texts), Graph(memoryview(graph_of([vectors])), texts)


def plain(number: int) -> Texts:
    """As many texts, each with a vector and an entry of its own."""
    return Texts(np.arange(number), np.arange(number), np.zeros(number, bool))


def test_what_is_clearly_closest_is_found_as_by_comparing_all() -> None:
    vectors = some_vectors(3_000)
    matrix, graph = both_of(vectors, plain(3_000))
    fit = np.ones(3_000, bool)
    found = 0
    for place in range(0, 3_000, 100):
        near = vectors[place] + 0.3 * vectors[place - 1]
        question = near / np.linalg.norm(near)
        exact, some = (of.compare(Asked(question, question)) for of in (matrix, graph))
        texts = some.closest(10, fit)
        assert len(texts) < 3_000
        assert exact.of(slice(None)).argmax() == place
        found += bool(texts[some.of(texts).argmax()] == place)
        assert np.allclose(some.of(texts), exact.of(texts), atol=1e-3)
    assert found >= 29  # of 30: the graph is approximate, and made by several threads


def test_texts_that_share_a_vector_are_all_found() -> None:
    texts = Texts(np.array([0, 1, 0, 0]), np.arange(4), np.zeros(4, bool))
    _, graph = both_of(some_vectors(2), texts)
    question = some_vectors(2)[0]
    close = graph.compare(Asked(question, question))
    assert sorted(close.closest(3, np.ones(4, bool))) == [0, 1, 2, 3]
    assert np.allclose(close.of(slice(0, 4))[[0, 2, 3]], 1, atol=1e-3)


def test_entries_are_found_behind_however_many_that_cannot_be_meant() -> None:
    vectors = some_vectors(2_000)
    question = vectors[0]
    order = np.argsort(-(vectors @ question))
    fit = np.zeros(2_000, bool)
    fit[order[500:]] = True
    _, graph = both_of(vectors, plain(2_000))
    found = graph.compare(Asked(question, question)).closest(3, fit)
    assert fit[found].all()
    assert order[500] in found


def test_what_is_encoded_with_kinds_is_compared_with_the_question_that_is() -> None:
    typed, of_kind = np.eye(2, dtype=np.float32)
    texts = Texts(np.array([0, 1, 0, 1]), np.arange(4), np.array([True, True, False, False]))
    for vectors in both_of(np.eye(2, dtype=np.float32), texts):
        close = vectors.compare(Asked(typed, of_kind))
        assert close.of(slice(0, 4)).tolist() == [0, 1, 1, 0]
        assert sorted(close.closest(4, np.ones(4, bool))) == [0, 1, 2, 3]


def test_a_matcher_finds_the_same_with_either(bakery: Matcher) -> None:
    shop = bakery._knowledge
    for knowledge, questions in (
        (ROOMS, ["where is room 7", "on which floor is room 12?", "floor of room 30"]),
        (shop, ["Who founded Crumb & Sons?", "does it sell bread", "Old Mill opens"]),
    ):
        exact = Matcher(knowledge, PARAMETERS_WITH_ENCODER, LetterEncoder())
        some = Matcher(knowledge, IN_GRAPH, LetterEncoder())
        for question in questions:
            found, wanted = some.match(question), exact.match(question)
            assert found[0].entry_id == wanted[0].entry_id
            assert found[0].confidence == pytest.approx(wanted[0].confidence, abs=0.01)


def test_any_number_of_threads_may_ask() -> None:
    vectors = some_vectors(3_000)
    _, graph = both_of(vectors, plain(3_000))
    fit = np.ones(3_000, bool)

    def closest(question: Vectors) -> list[int]:
        cosines = graph.compare(Asked(question, question))
        texts = cosines.closest(10, fit)
        return [*texts.tolist(), *np.argsort(-cosines.of(texts), kind="stable").tolist()]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(closest, vectors[:400])) == list(map(closest, vectors[:400]))


def test_without_the_library_one_line_says_what_to_install_before_anything_is_encoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "usearch", None)
    encoder = LetterEncoder()
    with pytest.raises(EncoderError, match=r"usearch.*pip install 'faq-chatbot\[large\]'") as told:
        Matcher(ROOMS, IN_GRAPH, encoder)
    assert "\n" not in str(told.value)
    assert encoder.asked == []


def test_few_texts_need_no_library_for_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usearch", None)
    assert Matcher(ROOMS, encoder=LetterEncoder()).match("where is room 7")
