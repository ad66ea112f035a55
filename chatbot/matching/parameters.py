"""Every number that decides how entries are ranked and how sure a match is, in one value.

Those that only trade time for memory stand where they are used.
Each says where it comes from: *fitted* ones by ``tests/benchmarks/tune.py``, on the sets named
there; *hand-set* ones were chosen by judgement, and ``tests/benchmarks/sensitivity.py`` tells what
moving one by a tenth does.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from chatbot.matching.conflicts import ConflictKind


class Parameters(NamedTuple):
    """How phrasings are compared, candidates ranked and confidence concluded."""

    # Hand-set: which words a misspelt one may have been meant to be. Likeness is the normalised
    # optimal string alignment similarity.
    alike: float = 0.77
    """How alike a misspelt word and a known one must be."""
    alike_short: float = 0.74
    """The same for short words."""
    short: int = 4
    """Letters of the longest word that is short."""
    compared_words: int = 6
    """How many known words of one length are looked at further."""
    shortest_repaired: int = 3
    """Letters of the shortest word that is repaired, and only by adding to its end."""
    two_slips: int = 9
    """From so many letters on a word may have two more or fewer than it should."""
    ends_of_two: int = 5
    ends_of_three: int = 8
    """From so many letters on words are looked up by two, and by three, letters at either end."""
    own_word: float = 0.08
    """What is added to the likeness of a word of the knowledge."""
    common_word: float = 0.06
    """What is added to that of the most common word of the language; to others less."""
    as_likely: float = 0.08
    """By how much less likely than the likeliest word another is that may be meant as well."""
    short_part: int = 2
    """Letters of the shorter of two words that people run together: "e-mail", "log in"."""

    # Hand-set: what is read off the words.
    names_at_a_word: int = 3
    """Names beginning at one word that are weighed against those beginning at others."""
    negation_scope: int = 5
    """How many terms after a negator it may deny, and before it may tell what is meant."""
    rare_name: float = 0.6
    """How rare in the language a single word must be to be a name without its article."""

    # Hand-set: weights of terms.
    rarity: float = 0.5
    """Share of a word's rarity in the language in its weight; the rest is that in the file."""
    function_word: float = 0.5
    """What is left of the weight of a function word."""
    entity: float = 1.0
    """Weight of a name."""
    subject: float = 0.2
    """Weight of the name of what all of the knowledge is about."""
    near: float = 0.60
    """How similar words are that a language relates by hand."""
    related: float = 0.8
    """What is left of the similarity of related words."""
    cognate: float = 0.9
    """What is left of the likeness of words that begin alike, where the lexicon is small."""
    cognate_beginning: int = 4
    """How many letters at the beginning such words must have in common."""
    least_cognate: float = 0.55
    """The least share of the longer word that such words must have in common."""

    compound: float = 0.6
    """How similar a compound and a word that is part of it are."""

    worth_naming: float = 0.25
    """The least weight of a word that is worth naming when nothing answers to it."""
    stands_for: float = 0.8
    """How similar a term's most similar one must be to stand for the term itself."""
    answers_to: float = 0.3
    """How similar two terms must be for one to answer to the other."""
    common: float = 0.55
    """How rare in the language a word must be to name a thing, not only what is done with it."""
    means_same: float = 0.45
    """How similar they must be to mean the same, not only to come from the same field."""

    # Hand-set: which phrasings are compared closely.
    compared: int = 20
    """How many phrasings at most."""
    compared_at_least: int = 8
    """How many at least, whatever they share."""
    compared_share: float = 0.4
    """What share of the first one's overlap those after the first few must have."""
    compared_answers: int = 10
    """How many entries at most because of their answers alone."""
    compared_meanings: int = 10
    """How many entries at most because of their meaning alone, where there is an encoder."""
    most_in_matrix: int = 50_000
    """So many texts are all compared with a question in meaning; of more, few, by a graph."""
    most_postings: int = 3_000
    """Postings read at most, the rarest terms first: of answers, and of phrasings without numpy."""
    large: int = 20_000
    """From so many phrasings on an index is large, and scanned by numpy where that is installed."""
    most_scanned: int = 5_000_000
    """Postings that numpy reads at most."""
    reckoned: float = 0.5
    """Share of the remaining terms' upper bound that is assumed; with 1 the search is exact."""
    most_alone: int = 30_000
    """Postings of the rarest term that are read without numpy."""

    # Hand-set: how close a phrasing is, the mean of four figures with these weights.
    both_covered: float = 2.0
    """Of the geometric mean of the next two."""
    question_covered: float = 1.6
    """Of the share of the question's weight that the phrasing has."""
    phrasing_covered: float = 0.6
    """Of the share of the phrasing's weight that the question has."""
    cosine: float = 2.0
    """Of the soft cosine of the two."""
    unasked_name: float = 0.8
    """What is left for a phrasing that names an entity which the question does not name."""
    agreeing: int = 3
    """How many phrasings, the closest, tell how close all of an entry's are."""
    not_compared: float = 0.8
    """What is left of the closeness of the last one compared for each of those that was not."""

    # Hand-set: what is made of the mean cosine that an encoder gives texts which have nothing to do
    # with one another.
    crowded: float = 0.4
    """Above this all texts are alike to the encoder, and cosines are counted from there on."""
    blind: float = 0.98
    """Above this it tells nothing apart, and cosines are taken as they are."""

    # Hand-set: weights of the signals by which candidates are ranked.
    signals: Mapping[str, float] = MappingProxyType(
        {
            "closest_phrasing": 0.8,
            "agreement": 1.1,
            "centroid": 0.7,
            "closest_passage": 0.4,
            "coverage": 1.1,
        }
    )
    judged: float = 0.25
    """Candidates below this share of the best score are not checked for conflicts."""
    conflict: float = 0.5
    """What is left of the score of a candidate with a conflict."""

    # Fitted on the public sets and nineteen real FAQs: the log odds that a candidate answers.
    intercept: float = -3.65
    features: Mapping[str, float] = MappingProxyType(
        {
            "phrasing_coverage": 1.04,
            "proportion": 0.18,
            "order": 1.26,
            "centroid": 2.06,
            "closest_passage": 1.35,
            "content_coverage": 1.18,
            "shared": 1.89,
            "margin": 2.31,
        }
    )
    named_intercept: float = 1.64
    named_slope: float = 0.40
    """What becomes of the log odds where the question names an entity beside the subject: a name
    leaves little to choose from, so that less evidence is enough, and more of it adds less."""

    # Hand-set: limits of confidence.
    exact: float = 0.99
    """Confidence in an entry that has the very words of the question among its phrasings."""
    conflict_odds: float = 8.0
    """What one conflict takes off the log odds."""
    doubts: Mapping[ConflictKind, float] = MappingProxyType(
        {
            "opposite": 0.3,
            "undone": 0.5,
            "agent": 0.5,
            "asks": 0.5,
            "replaced": 0.5,
            "general": 0.5,
        }
    )
    """The most that such conflicts leave of the confidence. They do not speak against the place in
    the ranking: the entry is near, but may not be what is meant."""
    nothing_shared: float = 0.05
    """The most without a word that both have, or that means the same."""
    means_alike: float = 0.4
    """From which cosine of an encoder on that does not hold: the meaning is shared."""
    siblings: float = 0.25
    """The largest lead, as a share of both scores, at which two entries that the question does not
    tell apart still count as tied; divided by the number of phrasings of the one ahead."""
    as_similar: float = 0.05
    """How far apart the similarities of a word may be for two entries to have it equally."""
    tie: float = 0.001
    """By what share of both their scores one of two is ahead at most if they are as good."""


PARAMETERS: Final = Parameters()
"""The parameters that ship."""

PARAMETERS_WITH_ENCODER: Final = PARAMETERS._replace(
    # Hand-set: what is added to the letters' signals. Weights fitted to single files, by
    # ``tests/benchmarks/tune_ranking.py``, do no better on others.
    signals={**PARAMETERS.signals, "nearest_meaning": 2.8, "mean_meaning": 1.9},
    intercept=-4.03,
    named_intercept=1.22,
    named_slope=0.37,
    features={
        "proportion": 0.19,
        "order": 1.05,
        "content_coverage": 1.38,
        "margin": 2.84,
        "nearest_meaning": 1.26,
        "mean_meaning": 2.87,
        "passage_meaning": 2.55,
        "lead_in_meaning": 6.00,
    },
)
"""Those where a sentence encoder has a say."""
