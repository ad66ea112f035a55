"""Every number that decides how entries are ranked and how sure a match is, in one value.

Each says where it comes from: *fitted* ones by ``tests/benchmarks/tune.py``, on the sets named
there; *hand-set* ones were chosen by judgement, and ``docs/measuring.md`` shows what moving one by
a tenth does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Parameters:
    """How phrasings are compared, candidates ranked and confidence concluded."""

    # Hand-set: weights of terms.
    function_word: float = 0.5
    """What is left of the weight of a function word."""
    entity: float = 1.0
    """Weight of a name."""
    subject: float = 0.2
    """Weight of the name of what all of the knowledge is about."""
    related: float = 0.8
    """What is left of the similarity of related words."""
    cognate: float = 0.9
    """What is left of the likeness of words that begin alike, where related ones are not known."""
    least_cognate: float = 0.55
    """The least share of the longer word that such words must have in common."""

    # Hand-set: which phrasings are compared closely.
    compared: int = 20
    """How many phrasings at most."""
    compared_at_least: int = 8
    compared_share: float = 0.4
    """What share of the first one's overlap those after the first few must have."""
    most_postings: int = 3_000
    """Places visited at most once some have been: the rarest terms come first."""

    # Hand-set: how close a phrasing is.
    both_covered: float = 2.0
    question_covered: float = 1.6
    phrasing_covered: float = 0.6
    cosine: float = 2.0
    unasked_name: float = 0.8
    """What is left for a phrasing that names an entity which the question does not name."""

    # Hand-set: weights of the signals by which candidates are ranked.
    signals: Mapping[str, float] = field(
        default_factory=lambda: {
            "closest_phrasing": 1.15,
            "agreement": 0.8,
            "centroid": 0.4,
            "answer": 0.6,
        }
    )
    conflict: float = 0.5
    """What is left of the score of a candidate with a conflict."""

    # Fitted on the public sets and seven real FAQs: the log odds that a candidate answers.
    intercept: float = -6.23
    features: Mapping[str, float] = field(
        default_factory=lambda: {
            "question_coverage": 1.79,
            "phrasing_coverage": 2.23,
            "proportion": 0.93,
            "order": 1.10,
            "information": 1.51,
            "rarest": 0.60,
            "centroid": 1.74,
            "answer": 4.39,
            "lead": 1.74,
        }
    )
    named_intercept: float = 1.05
    named_slope: float = 0.55
    """What becomes of the log odds where the question names an entity beside the subject: a name
    leaves little to choose from, so that less evidence is enough, and more of it adds less."""

    # Hand-set: limits of confidence.
    exact: float = 0.99
    """Confidence in an entry that has the very words of the question among its phrasings."""
    conflict_odds: float = 8.0
    """What one conflict takes off the log odds."""
    near_tie: float = 0.015
    tie: float = 0.001
    """By what share of both their scores one of two is ahead if they are nearly, or quite, as
    good."""


PARAMETERS: Final = Parameters()
"""The parameters that ship."""
