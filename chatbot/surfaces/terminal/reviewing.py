"""The review of proposals in the terminal: one at a time, one letter each."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from chatbot.surfaces.options import Color
from chatbot.surfaces.style import wants_color
from chatbot.surfaces.terminal.output import Block, Output, note, render

if TYPE_CHECKING:
    from chatbot.workshop.learning.changes import Change
    from chatbot.workshop.learning.effects import Effect, Replay
    from chatbot.workshop.learning.proposals import Proposal
    from chatbot.workshop.learning.reviewing import Review, Said

Ask = Callable[[str, str, Sequence[str]], str]
"""Asks for a line: what is asked, what stands there already, what it can be completed to."""
Show = Callable[[Output], None]

_MOST_SHOWN: Final = 5
"""Questions of an effect that are named."""
_WIDEST: Final = 100
_KEYS: Final = {
    "y": "yes, add it",
    "n": "no, and do not propose it again",
    "e": "edit it, then add it",
    "o": "add it to another entry",
    "w": "make a new entry of it",
    "u": "add it to unanswered: there is no answer, on purpose",
    "s": "skip it; it is proposed again next time",
    "z": "undo: back to the one before",
    "q": "quit; what was said yes to is kept",
    "?": "show this",
}
_WORDS: Final = {
    "yes": "y",
    "no": "n",
    "edit": "e",
    "other": "o",
    "new": "w",
    "unanswered": "u",
    "skip": "s",
    "undo": "z",
    "quit": "q",
}
"""What may be typed out in place of a letter."""
_FOR_QUESTIONS: Final = ("o", "w", "u")
_LETTERS: Final = ",".join(_KEYS)


def review(proposals: Sequence[Proposal], replay: Replay, color: Color) -> Said:
    """Go through the proposals with the person at the terminal."""
    from chatbot.workshop.learning.reviewing import Review

    is_colored = wants_color(color, sys.stdout, os.environ)
    width = min(os.get_terminal_size(sys.stdout.fileno()).columns or 80, _WIDEST)

    def show(output: Output) -> None:
        sys.stdout.write(f"{render(output, width, color=is_colored)}\n")
        sys.stdout.flush()

    return converse(Review(proposals, replay), _prompt(), show)


def converse(review: Review, ask: Ask, show: Show) -> Said:
    """Ask about one proposal after the other, until there are no more or the person leaves.

    Ctrl-D leaves as q does; Ctrl-C raises KeyboardInterrupt, and nothing is kept.
    """
    while proposal := review.current:
        show(_shown(proposal, review))
        try:
            while not _take(_letter(ask), review, ask, show):
                pass
        except EOFError:
            break
    return review.said


def _letter(ask: Ask) -> str:
    """The letter that was typed, or that a word which was typed stands for; else ``?``."""
    said = ask(f"Add it [{_LETTERS}]? ", "", ()).strip().lower()
    letter = _WORDS.get(said, said if said in _KEYS else "?")
    if letter == "q":
        raise EOFError
    return letter


def _take(letter: str, review: Review, ask: Ask, show: Show) -> bool:
    """Do what was said; whether the next proposal is to be shown."""
    if letter == "y":
        return _accept_proposed(review, ask)
    if letter == "n":
        review.reject()
        return True
    if letter == "s":
        review.skip()
        return True
    if letter == "z":
        if not review.undo():
            show(note("There is nothing to undo."))
        return True
    change = _another(letter, review, ask, show)
    if change is None:
        return False
    show(_effect(review.effect(change)))
    review.accept(change)
    return True


def _accept_proposed(review: Review, ask: Ask) -> bool:
    proposal = review.current
    assert proposal is not None  # a letter is asked for only then
    change = proposal.change
    review.accept(_answered(review, ask) if change.kind == "entry" else change)
    return True


def _another(letter: str, review: Review, ask: Ask, show: Show) -> Change | None:
    """Another change in place of the one proposed; None if there was none in the end."""
    proposal = review.current
    assert proposal is not None
    if proposal.change.kind == "synonym" and letter in _FOR_QUESTIONS:
        letter = "?"
    if letter == "u":
        return review.unanswered()
    if letter == "w":
        return _answered(review, ask)
    if letter == "e":
        return _edited(proposal.change, ask)
    if letter == "o":
        known = [entry.id for entry in review.knowledge.entries]
        entry = ask("Which entry (Tab completes)? ", "", [*proposal.nearest, *known]).strip()
        try:
            return review.other_entry(entry) if entry else None
        except ValueError as error:
            show(note(f"{error}; nothing is added", style="warning"))
            return None
    show(Output(tuple(Block(said, label=key, indent=2) for key, said in _KEYS.items())))
    return None


def _answered(review: Review, ask: Ask) -> Change:
    return review.new_entry(ask("Its answer (empty: to be written in the file)? ", "", ()).strip())


def _edited(change: Change, ask: Ask) -> Change | None:
    first = ask("Its text? ", change.texts[0], ()).strip()
    return replace(change, texts=(first, *change.texts[1:])) if first else None


def _shown(proposal: Proposal, review: Review) -> Output:
    change = proposal.change
    times = "once" if proposal.count == 1 else f"{proposal.count} times"
    place = f"({review.place + 1}/{len(review.proposals)})"
    blocks = [Block(f"{place} {_title(change, review)}, asked {times}", "heading")]
    blocks += [Block(f"“{text}”", indent=2) for text in change.texts[:_MOST_SHOWN]]
    blocks.append(Block(proposal.why, "faint", indent=2))
    return Output((*blocks, *_effect(review.effect(change)).blocks))


def _title(change: Change, review: Review) -> str:
    if change.kind == "phrasing":
        asked = next(e.question for e in review.knowledge.entries if e.id == change.entry)
        return f"Another way to ask “{asked}” ({change.entry})"
    return {
        "synonym": "Words that mean the same",
        "unanswered": "To be left unanswered",
        "entry": "A new entry",
    }[change.kind]


def _effect(effect: Effect) -> Output:
    """What it does to what was asked: how many gain and lose by it, and which."""
    sorts = (("gained", effect.gained), ("lost", effect.lost), ("switched", effect.switched))
    counts = ", ".join(f"{len(found)} {name}" for name, found in sorts)
    left = f"; {effect.left} that have less to do with it are not asked" if effect.left else ""
    lines = [Block(f"{counts}, of {effect.replayed} questions{left}", indent=2)]
    for sign, found in zip("+-~", (effect.gained, effect.lost, effect.switched), strict=True):
        lines += [Block(question, label=sign, indent=4) for question in found[:_MOST_SHOWN]]
    if effect.does_harm:
        lines.append(Block("It makes more questions worse than better.", "warning", indent=2))
    return Output(tuple(lines))


def _prompt() -> Ask:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import WordCompleter
    from prompt_toolkit.shortcuts import CompleteStyle

    session: PromptSession[str] = PromptSession(complete_style=CompleteStyle.READLINE_LIKE)

    def ask(asked: str, default: str, completions: Sequence[str]) -> str:
        words = WordCompleter(list(dict.fromkeys(completions)), WORD=True)
        return session.prompt(asked, default=default, completer=words, complete_while_typing=False)

    return ask
