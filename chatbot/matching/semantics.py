"""How close texts are in meaning, by a sentence encoder, beside the comparison of their letters."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, runtime_checkable
from warnings import warn

from chatbot.errors import EncoderError, EncoderWarning
from chatbot.language import Token, Utterance
from chatbot.libraries import needed, one_line
from chatbot.matching.neighbours import (
    Asked,
    Cosines,
    Graph,
    Matrix,
    Texts,
    graph_of,
    graph_version,
)
from chatbot.matching.parameters import Parameters
from chatbot.matching.terms import Occurrence, Term
from chatbot.matching.values import Progress, silent
from chatbot.storage import Packer, Sections, digest

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from chatbot.matching.neighbours import Flags, Places, Vectors

_AT_ONCE: Final = 64
"""Texts that are handed to an encoder in one call."""
_REMEMBERED: Final = 64
"""Questions whose similarities are kept: a message is read in several ways, again and again."""


UNRELATED: Final = (
    "The kettle has boiled over again.",
    "Her uncle plays the trombone in a marching band.",
    "Sheep graze on the northern slope until October.",
    "The invoice must be paid within thirty days.",
    "A comet was seen above the harbour last night.",
    "Which screws fit the hinge of this cupboard?",
    "He never finished the third volume of his memoirs.",
    "Basalt forms when lava cools quickly.",
)
"""Texts that have nothing to do with one another."""


class Encoder(Protocol):
    """Turns texts into vectors that point the same way where the texts mean the same.

    Any object with this method will do. It must give a text the same vector every time, and be safe
    to call from several threads if the bot is.
    """

    def encode(self, texts: Sequence[str], /) -> ArrayLike:
        """One row for each text, in order: shape ``(len(texts), dimensions)``, float32.

        Each row has length 1. ``texts`` has at least one text; ``dimensions`` never changes.
        """
        ...


@runtime_checkable
class Keeping(Protocol):
    """An encoder that keeps what was made of its vectors, from one start to the next."""

    def kept(self, made_from: str, pack: Callable[[Packer], None]) -> Sections:
        """What was packed of the same before, else what ``pack`` packs now."""
        ...


class SemanticMatch(NamedTuple):
    """How close one entry is to a question in meaning; cosines, 0 to 1."""

    nearest: float
    """Of the phrasing, or passage of the answer, that is closest."""
    mean: float
    """Mean of the few closest phrasings, or of all where there are fewer."""
    passage: float
    """Of the closest passage of the answer; 0 without one."""
    closest_phrasing: str = ""
    """The closest phrasing, as it was encoded."""
    closest_passage: str = ""
    """The closest passage; empty without one."""


class Nearness:
    """How close every entry is to one question in meaning."""

    def __init__(self, semantics: Semantics, cosines: Cosines) -> None:
        self._semantics = semantics
        self._cosines = cosines

    def of(self, entry: int) -> SemanticMatch:
        """How close an entry is."""
        phrasings = self._close(self._semantics.phrasings_of(entry))
        passages = self._close(self._semantics.passages_of(entry))
        best = sorted(map(float, phrasings), reverse=True)[: self._semantics.agreeing] or [0.0]
        passage = float(passages.max(initial=0.0))
        return SemanticMatch(
            max(best[0], passage),
            sum(best) / len(best),
            passage,
            self._text_of_closest(phrasings, self._semantics.phrasings_of(entry)),
            self._text_of_closest(passages, self._semantics.passages_of(entry)),
        )

    def _close(self, texts: slice | Places) -> Vectors:
        """How close texts are, by their positions."""
        return self._semantics.spread(self._cosines.of(texts))

    def _text_of_closest(self, close: Vectors, own: slice) -> str:
        """The text of an entry that is closest; empty where it has none."""
        return self._semantics.texts[own.start + int(close.argmax())] if len(close) else ""

    def closest(self, most: int, named: Collection[Term]) -> list[int]:
        """The entries with the closest phrasings or passages, closest first, ``most`` of them.

        Of profiles only those of ``named`` entities: to all others the question is as close.
        """
        np = needed("numpy")
        texts = self._cosines.closest(most, self._semantics.open_to(named))
        entries, of_text = np.unique(self._semantics.entry_of_text[texts], return_inverse=True)
        best = np.zeros(len(entries), np.float32)
        np.maximum.at(best, of_text, self._close(texts))
        first = np.argsort(-best, kind="stable")[:most]
        return [int(entries[place]) for place in first if best[place] > 0]

    def closest_phrasing(self, entry: int) -> int:
        """Position of the phrasing of an entry that is closest; the entry must have one."""
        own = self._semantics.phrasings_of(entry)
        return int(own.start + self._close(own).argmax())


class Semantics:
    """The vectors of all phrasings and of the passages of all answers.

    The phrasings of a profile are encoded with their names replaced by the kinds of the entities,
    and so are questions, to be compared with them: to an encoder the name is most of a short text,
    and all questions about China are alike to it. Whose profile it is the names themselves decide.
    What the whole knowledge is about goes by one name there, as how it is called says nothing.

    Of many texts the vectors are laid out in a graph; an encoder that is :class:`Keeping` keeps it.

    Raises :class:`~chatbot.errors.EncoderError` if numpy is not installed, or usearch where there
    are many texts, or if what the encoder gives is no array of vectors; what the encoder itself
    raises is passed on.
    """

    def __init__(
        self,
        encoder: Encoder,
        phrasings: Sequence[Sequence[str]],
        passages: Sequence[Sequence[str]],
        profiles: Sequence[Term | None],
        parameters: Parameters,
        progress: Progress = silent,
    ) -> None:
        """Take, all by entry, the phrasings and the passages of the answer, and whose they are.

        ``profiles`` has the entity of a profile, any of a kind, or None. ``progress`` is told how
        many texts are encoded, and of how many.
        """
        np = needed("numpy")
        self._encoder, self._dimensions = encoder, 0
        self.agreeing = parameters.agreeing
        """How many phrasings, the closest, tell how close all of an entry's are."""
        self._phrasings_from = [*accumulate(map(len, phrasings), initial=0)]
        behind = self._phrasings_from[-1]
        self._passages_from = [*accumulate(map(len, passages), initial=behind)]
        self.texts = (*chain(*phrasings), *chain(*passages))
        """All that was encoded: the phrasings, and after them the passages."""
        entries = [
            [place] * len(own)
            for of_all in (phrasings, passages)
            for place, own in enumerate(of_all)
        ]
        self.entry_of_text = np.array([*chain(*entries)], np.intp)
        """By position of the text."""
        self._is_profile = np.array([one is not None for one in profiles], bool)
        self._of_profile = _places_by(profiles)
        of_kind = self._is_profile[self.entry_of_text]
        of_kind[behind:] = False
        rows = {text: row for row, text in enumerate(dict.fromkeys(self.texts))}
        row_of = np.array([rows[text] for text in self.texts], np.intp)
        texts = Texts(row_of, self.entry_of_text, of_kind)
        floor, self.vectors = self._laid_out(list(rows), texts, parameters, progress)
        self._floor = floor if parameters.crowded < floor < parameters.blind else 0.0
        self._of_texts = lru_cache(_REMEMBERED)(self._nearness)

    def _laid_out(
        self,
        distinct: Sequence[str],
        texts: Texts,
        parameters: Parameters,
        progress: Progress,
    ) -> tuple[float, Matrix | Graph]:
        """How alike unrelated texts are, and the vectors of all."""
        if len(distinct) <= parameters.most_in_matrix:
            floor = self._measure_floor()
            parts = list(self._encode_all(distinct, progress))
            return floor, Matrix(needed("numpy").concatenate(parts), texts)

        def pack(out: Packer) -> None:
            out.numbers("floor", array("d", [self._measure_floor()]))
            out.numbers("graph", graph_of(self._encode_all(distinct, progress)))

        made_from = f"{graph_version()} {digest(_joined(distinct))}"
        kept = self._encoder.kept if isinstance(self._encoder, Keeping) else _packed
        sections = kept(made_from, pack)
        graph = Graph(sections.numbers("graph"), texts)
        self._dimensions = graph.dimensions
        return sections.numbers("floor")[0], graph

    def spread(self, cosines: Vectors) -> Vectors:
        """Cosines from 0 to 1, as those of an encoder to which unrelated texts are unlike.

        There are encoders, such as E5, to which all texts are alike: what is unrelated to them has
        a cosine of 0.8, and what means the same one of 0.9.
        """
        spread: Vectors = ((cosines - self._floor) / (1 - self._floor)).clip(0.0, 1.0)
        return spread

    def _measure_floor(self) -> float:
        """How alike unrelated texts are to the encoder: their mean cosine."""
        vectors = self._encode(UNRELATED)
        others = ~needed("numpy").eye(len(UNRELATED), dtype=bool)
        return float((vectors @ vectors.T)[others].mean())

    def open_to(self, named: Collection[Term]) -> Flags:
        """By entry: whether it is of the profile of one of these entities, or of none."""
        fit: Flags = ~self._is_profile
        for term in named:
            fit[self._of_profile.get(term, [])] = True
        return fit

    def phrasings_of(self, entry: int) -> slice:
        """The positions of an entry's phrasings."""
        return slice(self._phrasings_from[entry], self._phrasings_from[entry + 1])

    def passages_of(self, entry: int) -> slice:
        """The positions of an entry's passages."""
        return slice(self._passages_from[entry], self._passages_from[entry + 1])

    def of(self, typed: str, of_kind: str) -> Nearness | None:
        """How close all entries are to a question, as typed and with kinds in place of its names.

        None if the encoder fails: a question is answered all the same, by the letters alone, and
        an :class:`~chatbot.errors.EncoderWarning` says so.
        """
        try:
            return self._of_texts(typed, of_kind)
        except Exception as error:  # of a stranger's code, or on its way to a server
            failed = f"the sentence encoder failed, so the letters answer alone: {one_line(error)}"
            warn(failed, EncoderWarning, stacklevel=2)
            return None

    def _nearness(self, typed: str, of_kind: str) -> Nearness:
        vectors = [*self._encode(list(dict.fromkeys((typed, of_kind))))]
        return Nearness(self, self.vectors.compare(Asked(vectors[0], vectors[-1])))

    def _encode_all(self, distinct: Sequence[str], progress: Progress) -> Iterator[Vectors]:
        """The vectors of texts in their order, some at a time."""
        for start in range(0, len(distinct), _AT_ONCE):
            yield self._encode(distinct[start : start + _AT_ONCE])
            progress(min(start + _AT_ONCE, len(distinct)), len(distinct))

    def _encode(self, texts: Sequence[str]) -> Vectors:
        vectors = vectors_of(self._encoder, texts)
        self._dimensions = self._dimensions or vectors.shape[1]
        if vectors.shape[1] != self._dimensions:
            raise EncoderError(
                f"the encoder gave vectors of {vectors.shape[1]} dimensions, "
                f"and before of {self._dimensions}"
            )
        return vectors


def vectors_of(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """What an encoder gives for texts: shape ``(len(texts), dimensions)``, float32.

    Raises :class:`~chatbot.errors.EncoderError` if that is anything else, or has numbers that are
    not finite; what the encoder itself raises is passed on.
    """
    np = needed("numpy")
    given = encoder.encode(texts)
    try:
        vectors: Vectors = np.asarray(given, np.float32)
    except (TypeError, ValueError):
        vectors = np.empty(0, np.float32)
    is_sound = vectors.ndim == 2 and len(vectors) == len(texts) and vectors.shape[1] > 0
    if not is_sound or not np.isfinite(vectors).all():
        raise EncoderError(
            f"the encoder gave no finite numbers of shape (texts, dimensions) "
            f"for {len(texts)} texts"
        )
    return vectors


def _packed(_made_from: str, pack: Callable[[Packer], None]) -> Sections:
    """What is packed now, kept nowhere."""
    out = Packer()
    pack(out)
    return out.sections()


def _joined(texts: Sequence[str]) -> bytes:
    return "\0".join(texts).encode("utf-8", "surrogatepass")


def _places_by(profiles: Sequence[Term | None]) -> dict[Term, list[int]]:
    """The entries of each profile."""
    found: dict[Term, list[int]] = {}
    for place, profile in enumerate(profiles):
        if profile is not None:
            found.setdefault(profile, []).append(place)
    return found


def as_encoded(
    utterance: Utterance, occurrences: Sequence[Occurrence], names: Mapping[Term, str]
) -> str:
    """An utterance as it is encoded: as it was typed, with misspelt words repaired.

    In place of the names that ``names`` has by their terms stands what it has for them, also for
    those among the occurrences that the conversation gives.
    """
    said: list[str] = []
    for one in occurrences:
        own = utterance.tokens[one.start : one.end]
        name = names.get(one.term)
        if name is None:
            said += (part for t in own for part in (_as_read(t), _space_after(t, utterance)))
        elif own:
            said += (name, _space_after(own[-1], utterance))
        else:
            said.append(f" {name} ")
    return "".join(said).strip()


def _as_read(token: Token) -> str:
    return token.word if token.is_repaired else token.surface


def _space_after(token: Token, utterance: Utterance) -> str:
    """What stands between a token and the next: as typed, or a space where nobody typed it so."""
    typed = bool(utterance.text) and token.end > token.start
    return token.after if typed else f"{token.after} "
