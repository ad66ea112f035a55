"""German verbs whose beginning stands at the end of the clause are read as one word."""

from __future__ import annotations

import pytest

from chatbot.language import Language

GERMAN = Language.load("de")


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Wie sage ich den Termin ab?", "absage"),
        ("ich lade mein handy auf", "auflade"),
        ("kauft ihr mein altes handy an", "ankauft"),
        ("Wie richte ich eine eSIM ein, hab ein iPhone", "einrichte"),
        ("fällt das treffen an karfreitag aus?", "ausfallt"),
        ("wie gebe ich bücher zurück und was kostet das", "zuruckgebe"),
    ],
)
def test_a_verb_is_joined_with_its_beginning(text: str, verb: str) -> None:
    assert verb in GERMAN.words(text)
    (token,) = (token for token in GERMAN.parse(text).tokens if token.word == verb)
    assert not token.function
    assert text[token.start : token.end] == token.surface


@pytest.mark.parametrize(
    "text",
    [
        "wann hat der laden auf",
        "darf mein hund mit",
        "ich möchte in den tarif um",
        "mein handy geht nicht an",
        "was kommt da auf mich zu",
        "ab",
        "",
    ],
)
def test_nothing_else_is_joined(text: str) -> None:
    begun = tuple(GERMAN.tables.separable_prefixes)
    assert not [w for w in GERMAN.words(text) if w.startswith(begun) and w not in begun]


def test_a_separated_verb_has_the_stem_of_the_whole_one() -> None:
    (apart,) = (t.stem for t in GERMAN.parse("wie sage ich ab").tokens if not t.function)
    (whole,) = (t.stem for t in GERMAN.parse("absagen").tokens)
    assert apart == whole
