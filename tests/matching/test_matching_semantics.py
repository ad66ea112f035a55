"""A sentence encoder has a say beside the letters, and no more than that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from chatbot.errors import EncoderError, EncoderWarning
from chatbot.knowledge import Knowledge
from chatbot.matching import PARAMETERS, PARAMETERS_WITH_ENCODER, Encoder, Match, Matcher
from chatbot.matching.semantics import UNRELATED
from tests.encoders import BlindEncoder, LetterEncoder

HOME = {
    "title": "The furniture shop",
    "entries": [
        {
            "id": "couches",
            "question": "Which sofas do you have?",
            "also_asked": ["Do you sell settees?"],
            "answer": "Twelve of them. All are made of oak.",
        },
        {"id": "hours", "question": "When do you open?", "answer": "At nine."},
        {"id": "trams", "question": "Which tram stops nearby?", "answer": "Line 2."},
        {"id": "trams-8", "question": "Does line 8 stop nearby?", "answer": "On Sundays."},
    ],
    "unanswered": ["Are your lamps for sale?"],
}
MEANINGS = {"couch": "sofas", "canapé": "sofas", "divans": "sofas"}
KNOWLEDGE = Knowledge.from_dict(HOME)


def matcher(encoder: Encoder | None = None) -> Matcher:
    return Matcher(KNOWLEDGE, encoder=encoder or LetterEncoder(MEANINGS))


def best(found: Sequence[Match]) -> Match:
    return found[0]


def test_an_entry_is_found_that_shares_no_word_with_the_question() -> None:
    question = "divans?"
    assert Matcher(KNOWLEDGE).match(question) == ()
    found = best(matcher().match(question))
    assert found.entry_id == "couches"
    assert found.phrasing == "Which sofas do you have?"


def test_without_an_encoder_nothing_of_it_is_imported_or_seen() -> None:
    code = (
        "import sys; from chatbot import Bot; bot = Bot.load(); bot.ask('who is kim')\n"
        "print({'numpy', 'onnxruntime', 'tokenizers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
    signals = best(Matcher(KNOWLEDGE).match("do you open")).evidence.signals
    assert signals.keys() == PARAMETERS.signals.keys() | PARAMETERS.features.keys()


def test_the_evidence_has_the_signals_and_features_with_an_encoder() -> None:
    signals = best(matcher().match("do you open")).evidence.signals
    known = PARAMETERS_WITH_ENCODER.signals.keys() | PARAMETERS_WITH_ENCODER.features.keys()
    assert signals.keys() == known


def test_every_distinct_phrasing_and_passage_is_encoded_once() -> None:
    encoder = LetterEncoder()
    matcher(encoder)
    assert sorted(encoder.asked) == sorted(
        [
            *UNRELATED,
            *("Which sofas do you have?", "Do you sell settees?", "When do you open?"),
            *("Which tram stops nearby?", "Does line 8 stop nearby?"),
            *("Twelve of them.", "All are made of oak.", "At nine.", "Line 2.", "On Sundays."),
            "Are your lamps for sale?",
        ]
    )


def test_the_subject_is_encoded_under_one_name(bakery: Matcher) -> None:
    encoder = LetterEncoder()
    asked = Matcher(bakery._knowledge, encoder=encoder)
    assert "Does Crumb supply Old Mill Bakery with flour?" in encoder.asked
    encoder.asked.clear()
    asked.match("Does OMB deliver?")
    assert encoder.asked == ["Does Old Mill Bakery deliver?"]


def test_a_question_is_encoded_once_as_typed_with_its_misspelt_words_repaired() -> None:
    encoder = LetterEncoder()
    asked = matcher(encoder)
    encoder.asked.clear()
    for _ in range(2):
        asked.match("Which TRAM stpos nearby, Mr Wu?")
    assert encoder.asked == ["Which TRAM stops nearby, Mr Wu?"]


def test_the_name_that_the_conversation_gives_is_encoded_too(bakery: Matcher) -> None:
    encoder = LetterEncoder()
    asked = Matcher(bakery._knowledge, encoder=encoder)
    asked.analyse(asked.read("and bread?"), about=["crumb"])
    assert encoder.asked[-2:] == ["and bread? Crumb & Sons", "and bread? bakery"]


def test_what_meaning_tells_lies_between_0_and_1() -> None:
    opposite = matcher(Signed())
    for match in opposite.match("Which sofas do you have?"):
        values = [v for name, v in match.evidence.signals.items() if name.endswith("_meaning")]
        assert all(-1 <= value <= 1 for value in values)
        assert match.evidence.signals["mean_meaning"] >= 0


class Crowded(LetterEncoder):
    """Finds all texts much alike, and tells them apart all the same."""

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        rows = super().encode(texts)
        shared = np.full((len(rows), 1), 3.0, np.float32)
        return np.hstack([rows, shared]).astype(np.float32) / np.float32(10**0.5)


def test_an_encoder_to_which_all_texts_are_alike_has_its_cosines_spread() -> None:
    crowded, plain = (
        best(matcher(encoder).match("divans?")).evidence.signals["nearest_meaning"]
        for encoder in (Crowded(MEANINGS), LetterEncoder(MEANINGS))
    )
    assert abs(crowded - plain) < 0.25 < 0.9 < (9 + plain) / 10


def test_a_conflict_forbids_however_alike_an_encoder_finds_them() -> None:
    found = matcher(BlindEncoder()).match("Does line 9 stop nearby?")
    about_8 = next(match for match in found if match.entry_id == "trams-8")
    assert "number" in [one.kind for one in about_8.evidence.conflicts]
    assert about_8.confidence < 0.1


def test_a_doubt_limits_the_confidence_with_an_encoder_too() -> None:
    entries = [{"question": "How do I turn the heating on?", "answer": "With the switch."}]
    knowledge = Knowledge.from_dict({"title": "Home", "entries": entries})
    found = best(Matcher(knowledge, encoder=BlindEncoder()).match("How do I turn the heating off?"))
    assert [one.kind for one in found.evidence.conflicts] == ["opposite"]
    assert found.confidence <= PARAMETERS_WITH_ENCODER.doubts["opposite"]


class Leaning:
    """Finds ``canapé`` this close to whatever tells of sofas, and all else apart."""

    def __init__(self, cosine: float) -> None:
        self._asked = (cosine, (1 - cosine**2) ** 0.5, 0.0)

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        rows = [
            self._asked if text == "canapé" else (1.0, 0.0, 0.0) if "sofas" in text else (0, 0, 1)
            for text in texts
        ]
        return np.array(rows, np.float32)


def test_without_a_shared_word_only_a_close_meaning_gives_confidence() -> None:
    near, far = PARAMETERS.means_alike + 0.01, PARAMETERS.means_alike - 0.01
    sure, unsure = (best(matcher(Leaning(cosine)).match("canapé")) for cosine in (near, far))
    assert sure.entry_id == unsure.entry_id == "couches"
    assert unsure.confidence <= PARAMETERS.nothing_shared < sure.confidence


def test_what_has_no_answer_is_taken_to_have_one_as_close_as_the_best_rival() -> None:
    asked = matcher()
    found = asked.analyse(asked.read("Are your lamps for sale, the oak couches?"), limit=9).matches
    gap = next(match for match in found if not match.answerable)
    rivals = [match for match in found if match.answerable]
    passage = gap.evidence.signals["passage_meaning"]
    assert passage in [match.evidence.signals["passage_meaning"] for match in rivals]


def test_the_answer_that_a_profile_lacks_is_taken_to_be_as_close_as_the_best_rivals(
    bakery: Matcher,
) -> None:
    asked = Matcher(bakery._knowledge, encoder=LetterEncoder())
    found = asked.analyse(asked.read("Does Crumb bake vegan bread?"), limit=9).matches
    gap = next(match for match in found if match.entry_id == "crumb/vegan")
    passages = [m.evidence.signals["passage_meaning"] for m in found if m.answerable]
    assert gap.evidence.signals["passage_meaning"] in passages


def test_profiles_are_encoded_once_with_kinds_in_place_of_names(bakery: Matcher) -> None:
    encoder = LetterEncoder()
    asked = Matcher(bakery._knowledge, encoder=encoder)
    assert encoder.asked.count("When does bakery open?") == 1
    assert "When does The States open?" not in encoder.asked
    encoder.asked.clear()
    asked.match("Who founded Crumb & Sons?")
    assert encoder.asked == ["Who founded Crumb & Sons?", "Who founded bakery?"]


class Signed:
    """Finds the opposite of everything in every second text."""

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        return np.array([[(-1.0) ** len(text), 0.0] for text in texts], np.float32)


class Given:
    """Gives whatever it is told to."""

    def __init__(self, give: Callable[[int], Any]) -> None:
        self._give = give

    def encode(self, texts: Sequence[str], /) -> Any:
        return self._give(len(texts))


@pytest.mark.parametrize(
    "give",
    [
        lambda texts: np.ones(texts),
        lambda texts: np.ones((texts + 1, 4)),
        lambda texts: np.ones((texts, 4, 4)),
        lambda texts: np.full((texts, 4), np.nan),
        lambda texts: np.ones((texts, 0)),
        lambda texts: [["a"]] * texts,
        lambda texts: None,
    ],
)
def test_an_encoder_that_gives_no_vectors_is_refused_in_one_line(
    give: Callable[[int], Any],
) -> None:
    with pytest.raises(EncoderError) as refused:
        matcher(Given(give))
    assert "(texts, dimensions)" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_encoder_whose_vectors_change_their_length_is_refused_in_one_line() -> None:
    with pytest.raises(EncoderError, match=r"of \d+ dimensions, and before of 8"):
        matcher(Given(lambda texts: np.full((texts, texts), 0.1)))


class Failing(LetterEncoder):
    """Encodes until it is told to stop."""

    stopped = False

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        if self.stopped:
            raise OSError("the server is gone")
        return super().encode(texts)


def test_questions_are_answered_by_letters_when_the_encoder_fails() -> None:
    encoder = Failing()
    asked = matcher(encoder)
    encoder.stopped = True
    question = "which sofas have you"
    with pytest.warns(EncoderWarning, match="the server is gone"):
        found = asked.match(question)
    assert found == Matcher(KNOWLEDGE).match(question)


def test_a_failure_is_not_remembered() -> None:
    encoder = Failing(MEANINGS)
    asked = matcher(encoder)
    encoder.stopped = True
    with pytest.warns(EncoderWarning):
        assert asked.match("divans?") == ()
    encoder.stopped = False
    assert best(asked.match("divans?")).entry_id == "couches"


def test_a_missing_numpy_is_one_line_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    with pytest.raises(EncoderError, match=r"numpy.*pip install 'faq-chatbot\[semantic\]'"):
        matcher(LetterEncoder())
