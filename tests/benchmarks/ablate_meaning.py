"""What the second opinion of a sentence encoder contributes, and the guards that stay in force.

    python -m tests.benchmarks.ablate_meaning FOLDER

FOLDER has `model.onnx` and `tokenizer.json`. The kept questions and talks of `tests/questions` are
asked of the knowledge that ships, with everything at work, and then without one part after the
other. Nothing was fitted on them. Prints a table in Markdown; the columns are those of `ablate.py`.
Run it from the checkout's root.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from unittest.mock import patch

import numpy as np

from chatbot import Bot
from chatbot.encoders import KeptVectors, OnnxEncoder
from chatbot.files import cache_folder
from chatbot.matching import PARAMETERS_WITH_ENCODER, conflicts, matcher
from tests.questions import examination

Part = AbstractContextManager[object]
COLUMNS = ("kept right", "kept declined", "kept wrong", "kept talks")
OWN = {name: w for name, w in PARAMETERS_WITH_ENCODER.signals.items() if name.endswith("_meaning")}


def with_parameters(**changes: object) -> Callable[[], Part]:
    """The encoder's parameters with some of them changed."""
    changed = PARAMETERS_WITH_ENCODER._replace(**changes)  # type: ignore[arg-type]  # of any field
    return lambda: patch.object(matcher, "PARAMETERS_WITH_ENCODER", changed)


def without(weights: Mapping[str, float], *names: str) -> dict[str, float]:
    """Weights, some of them left out."""
    return {name: weight for name, weight in weights.items() if name not in names}


def parts() -> dict[str, Callable[[], Part]]:
    """What is left out, by what to call it."""
    own, signals = PARAMETERS_WITH_ENCODER, PARAMETERS_WITH_ENCODER.signals
    found: dict[str, Callable[[], Part]] = {"everything": nullcontext}
    for name in OWN:
        found[f"signal: {name}"] = with_parameters(signals=without(signals, name))
    letters = without(signals, *OWN)
    found["all signals of meaning"] = with_parameters(signals=letters)
    found["all signals of letters"] = with_parameters(signals=without(signals, *letters))
    for name in own.features:
        if name.endswith("meaning"):
            found[f"feature: {name}"] = with_parameters(features=without(own.features, name))
    found["candidates of meaning"] = with_parameters(compared_meanings=0)
    found["kinds in place of names"] = lambda: patch.object(matcher, "as_encoded", _as_typed)
    for guard in conflicts.GUARDS:
        rest = tuple(one for one in conflicts.GUARDS if one is not guard)
        found[f"guard: {guard.__name__[1:]}"] = lambda rest=rest: patch.object(
            conflicts, "GUARDS", rest
        )
    found["all guards"] = lambda: patch.object(conflicts, "GUARDS", ())
    found["doubts"] = with_parameters(doubts=dict.fromkeys(own.doubts, 1.0))
    return found


def _as_typed(utterance, _occurrences, names):  # type: ignore[no-untyped-def]  # as it stands in for
    return " ".join([utterance.shown, *names.values()][:1])


def figures(encoder: KeptVectors) -> list[float]:
    """The figures of the kept questions and talks, per cent."""
    with encoder:
        bot = Bot.load(encoder=encoder)
    with patch.object(examination, "_bot", lambda: bot):
        shares = examination.shares(examination.examine("kept"))
        talks = examination.examine_talks("kept")
    right = np.mean([grade.verdict == "right" for grade in talks])
    answered, declined, _, wrong = shares.values()
    return [answered, declined, wrong, 100 * float(right)]


def main() -> None:
    """Print the table."""
    folder = sys.argv[1]
    encoder = KeptVectors(OnnxEncoder(folder), folder, f"{cache_folder()}/benchmarks")
    print(f"| without | {' | '.join(COLUMNS)} |\n| --- {'| ---: ' * len(COLUMNS)}|")
    whole: list[float] = []
    for name, leave_out in parts().items():
        with leave_out():
            found = figures(encoder)
        cells = [
            f"{one - before:+.1f}" if whole else f"{one:.1f}"
            for one, before in zip(found, whole or found, strict=True)
        ]
        whole = whole or found
        print(f"| {name} | {' | '.join('' if one == '+0.0' else one for one in cells)} |")


if __name__ == "__main__":
    main()
