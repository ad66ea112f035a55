"""What each part contributes: one part after the other is switched off.

    python ablate.py SET_FOLDER... [--fit FOLDER...] [--limit N] [--only NAME...]

Prints tables in Markdown: the figures with everything at work, and for every part how many points
each of them changes by without it. Where a cell has several figures, there is one for each set.
Every set is measured with a confidence fitted on the other folders, the sets' and those after
`--fit` (as tune.py reads them), at least one; for a feature of the confidence it is fitted anew
without it.

Columns
  top1, misspelt, auroc   as top1, typo and auroc of compare.py
  right, wrong            as those of compare.py
  kept right, declined    of the kept questions that the shipped knowledge answers, and of those
                          that it does not, what was done about them rightly, per cent
  kept wrong              of all kept questions, those answered with a wrong entry
  kept talks              turns of the kept talks that went as they should
Needs numpy and scipy.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from measuring import (
    ASKING,
    KEPT,
    MATCHING,
    Figures,
    Fits,
    Patch,
    Variation,
    measure_all,
    read_arguments,
)
from tables import Table

from chatbot.dialogue import context, deciding, kinds, understanding
from chatbot.dialogue.context import Context
from chatbot.dialogue.deciding import Decider
from chatbot.dialogue.references import References
from chatbot.dialogue.short_names import ShortNames
from chatbot.dialogue.smalltalk import Smalltalk
from chatbot.dialogue.turns import Turns
from chatbot.dialogue.understanding import Understanding
from chatbot.language import Cues, Language, Lexicon, load_tables
from chatbot.matching import (
    PARAMETERS,
    Parameters,
    building,
    conflicts,
    matcher,
    recognising,
    vocabulary,
)
from chatbot.matching.answers import Answers
from chatbot.matching.conflicts import GUARDS
from chatbot.matching.contrasts import Contrasts
from chatbot.matching.ranking import Ranker
from chatbot.matching.repairing import Repairer
from chatbot.matching.spelling import Speller

EVERYTHING = "everything"


def _relating_nothing(_: object) -> dict[str, frozenset[str]]:
    return {}


def _nothing(*_: object, **__: object) -> tuple[()]:
    return ()


def _none(*_: object) -> None:
    return None


def _no(*_: object) -> bool:
    return False


def _yes(*_: object) -> bool:
    return True


def _as_it_is(_: object, value: object, *__: object) -> object:
    return value


def _tables(**changes: object) -> Patch:
    """Tables of every language with some of them replaced."""

    @cache
    def load(code: str = "en") -> Language:
        return Language(code, load_tables(code)._replace(**changes), Lexicon(code))

    return Patch(Language, "load", staticmethod(load))


def _unstemmed() -> Patch:
    @cache
    def load(code: str = "en") -> Language:
        language = Language(code, load_tables(code), Lexicon(code))
        language.stem = str
        return language

    return Patch(Language, "load", staticmethod(load))


def _without_guard(guard: Callable[..., Any]) -> Patch:
    return Patch(conflicts, "GUARDS", tuple(one for one in GUARDS if one is not guard))


def _without_reading(kind: str) -> Patch:
    readings = Context.readings

    def without(*arguments: Any) -> object:
        found = readings(*arguments)
        return (one for one in found if one.why is None or one.why.kind != kind)

    return Patch(Context, "readings", without)


WORDS = {
    "stems": (_unstemmed(),),
    "related words: thesaurus": (Patch(Lexicon, "related", _nothing),),
    "related words: by hand": (Patch(Language, "related", _relating_nothing),),
    "ages": (Patch(Cues, "ages", _nothing),),
    "spelling repair": (Patch(Repairer, "repair", _as_it_is),),
    "stray and missing spaces": (
        Patch(Speller, "split", _none),
        Patch(Speller, "joined", _none),
    ),
    "contractions": (_tables(contractions={}, contracted_endings={}, elisions={}),),
    "possessive endings": (_tables(possessive=""),),
    "numbers in figures": (_tables(number_words={}),),
    "initials of names": (Patch(recognising, "initials", _none),),
    "capital initials (US)": (_tables(capital_initials=frozenset()),),
    "rarity in the language": (Patch(Lexicon, "rarity", lambda *_: 0.8),),
    "idf in the file": (Patch(vocabulary, "log", lambda _: 1.0),),
    "passages of answers": (Patch(Answers, "_visited", _nothing),),
    "the very words first": (Patch(Ranker, "_is_exact", _no),),
    "aspects that are lacking": (Patch(building, "lacking_aspects", _nothing),),
    "unanswered questions": (
        Patch(building, "unanswered_questions", _nothing),
        Patch(matcher, "unanswered_questions", _nothing),
    ),
    "any thing in an open place": (Patch(Contrasts, "_is_open", _no),),
    **{f"guard: {one.__name__[1:]}": (_without_guard(one),) for one in GUARDS},
}
"""Parts of matching that are switched off by a patch."""

CHANGES: dict[str, dict[str, object]] = {
    "function words count less": {"function_word": 1.0},
    "the subject counts less": {"subject": PARAMETERS.entity},
    "cognates": {"least_cognate": 2.0},
    "compounds": {"compound": 0.0},
    "comparing the best only": {"compared": 10_000, "compared_share": 0.0},
    "rarest words first": {"most_postings": 1_000_000},
    "names nobody asked for": {"unasked_name": 1.0},
    "conflicts cost rank": {"conflict": 1.0},
    "conflicts cost confidence": {"conflict_odds": 0.0},
    "confidence beside a name": {"named_intercept": 0.0, "named_slope": 1.0},
    "ties share confidence": {"tie": 0.0},
    "entries not told apart": {"siblings": 0.0},
    "nothing shared": {"nothing_shared": 1.0},
    **{
        f"doubt: {kind}": {"doubts": {**PARAMETERS.doubts, kind: 1.0}} for kind in PARAMETERS.doubts
    },
}
"""Parts of matching that are switched off by a parameter."""

DIALOGUE = {
    "reading: about": (_without_reading("about"),),
    "reading: of another": (_without_reading("of_another"),),
    "reading: question of another": (_without_reading("question_of_another"),),
    "reading: question again": (_without_reading("question_again"),),
    "reading: pronoun beside a name": (_without_reading("reference"),),
    "short names (the annual one)": (Patch(ShortNames, "in_full", lambda _, said, __: (said, ())),),
    "references (the other one)": (Patch(References, "resolve", lambda _, said, __: (said, ())),),
    "corrections": (Patch(References, "without_correction", _as_it_is),),
    "comparing": (Patch(understanding, "asked_of_each", _nothing),),
    "two questions in one sentence": (Patch(understanding, "cuts", _nothing),),
    "two things in one question": (Patch(understanding, "conjuncts", _nothing),),
    "several sentences": (Patch(understanding, "sentences", lambda message: [message]),),
    "remarks": (Patch(Cues, "only_remarks", _no), _tables(remark_words=frozenset())),
    "reading: of the last topic": (Patch(Context, "_of_last_topic", _nothing),),
    "told in the last answer": (Patch(Context, "told_last", _none),),
    "closing question": (Patch(understanding, "closing_question", _none),),
    "cue: asks or states": (Patch(Cues, "asks", _yes),),
    "cue: points back": (Patch(Cues, "points_back", _no),),
    "cue: asks who or which": (_tables(asks_for_entity=frozenset()),),
    "cue: unfinished": (_tables(unfinished=frozenset()),),
    "cue: negator before a name": (Patch(Context, "_negator_before", _none),),
    "words left over": (Patch(context, "leaves_over", _no), Patch(kinds, "leaves_over", _no)),
    "no guess without content": (Patch(Understanding, "_unless_likely", _as_it_is),),
    "honest declines in parts": (Patch(Understanding, "_is_worth_telling", _no),),
    "strangers": (
        Patch(deciding, "unknown_entity_in", _none),
        Patch(understanding, "unknown_entity_in", _none),
    ),
    "asking back at a tie": (Patch(Decider, "_is_tied", _no),),
    "surer answers elsewhere": (Patch(Decider, "_is_off_subject", _no),),
    "picking a choice": (Patch(Turns, "_pick", _nothing),),
    "asking for more": (Patch(Turns, "_continue", _nothing), Patch(Turns, "_further", _none)),
    "small talk: exactly": (Patch(Smalltalk, "exactly", _none),),
    "small talk: beside a few words": (Patch(Smalltalk, "beside", _none),),
    "small talk: in other words": (Patch(Smalltalk, "nearly", _none),),
    "small talk around a question": (Patch(Smalltalk, "without", _as_it_is),),
}
"""Parts of the dialogue."""


def matching_variations(fits: Fits) -> list[Variation]:
    """Everything, and then without each part of matching."""
    fitted = fits.without()
    found = [Variation(EVERYTHING, fitted)]
    found += [Variation(name, fitted, patches=patches) for name, patches in WORDS.items()]
    for name, changes in CHANGES.items():
        found.append(Variation(name, fitted, lambda own, made=changes: own._replace(**made)))
    for name in PARAMETERS.signals:
        found.append(Variation(f"signal: {name}", fitted, _without_signal(name)))
    for name in PARAMETERS.features:
        found.append(Variation(f"feature: {name}", fits.without(name)))
    return found


def _without_signal(name: str) -> Callable[[Parameters], Parameters]:
    signals = {one: weight for one, weight in PARAMETERS.signals.items() if one != name}
    return lambda own: own._replace(signals=signals)


def dialogue_variations(fits: Fits) -> list[Variation]:
    """Everything, and then without each part of the dialogue."""
    fitted = fits.without()
    found = [Variation(EVERYTHING, fitted)]
    return [*found, *(Variation(name, fitted, patches=own) for name, own in DIALOGUE.items())]


def report(variations: Sequence[Variation], wanted: Sequence[str], processes: int) -> None:
    """Print the table of some variations, of which the first is the bot as it is."""
    columns = (*wanted, *KEPT)
    table = Table("without", dict.fromkeys(columns, 1))
    whole: Figures | None = None
    measured = measure_all([(one, wanted) for one in variations], processes)
    for variation, figures in zip(variations, measured, strict=True):
        if whole is None:
            whole = figures
            cells = [" / ".join(f"{one:.1f}" for one in figures[name]) for name in columns]
        else:
            cells = [_changes(figures[name], whole[name]) for name in columns]
        table.add_cells(variation.name, cells)


def _changes(figures: Sequence[float], whole: Sequence[float]) -> str:
    """By how many points figures changed; nothing where none did."""
    changes = [f"{one - before:+.1f}" for one, before in zip(figures, whole, strict=True)]
    changes = ["0" if float(one) == 0 else one for one in changes]
    return " / ".join(changes) if any(one != "0" for one in changes) else ""


def main() -> None:
    """Read the command line and switch parts off."""
    arguments = read_arguments(__doc__)
    fits = Fits(arguments.sets, arguments.fit, arguments.limit)
    print("Sets:", ", ".join(one.name for one in fits.sets), end="\n\n")
    for find, wanted in ((matching_variations, MATCHING), (dialogue_variations, ASKING)):
        whole, *without = find(fits)
        rows = [one for one in without if not arguments.only or one.name in arguments.only]
        if rows:
            report([whole, *rows], wanted, arguments.processes)
            print()


if __name__ == "__main__":
    main()
