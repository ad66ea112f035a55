"""Knowledge and replies → pages of HTML and parts of such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from chatbot.dialogue import Explanation, Reply
from chatbot.files import shipped
from chatbot.knowledge import Entry, Knowledge
from chatbot.language import (
    DEFAULT,
    MAX_CHARACTERS,
    explanation_words,
    interface_words,
    is_right_to_left,
)
from chatbot.markup import kind_of
from chatbot.rendering import safe
from chatbot.web.answers import as_html
from chatbot.web.assets import POLICY

QUESTIONS: Final = "questions"
"""The address of the page with all questions, from that of the chat."""
_MOST_STARTERS: Final = 5
_MOST_CHARACTERS: Final = MAX_CHARACTERS + 1
"""That the field takes: enough to be told that a question is too long, never too much to send."""
_SURENESS: Final = ((0.9, "sure"), (0.7, "fairly_sure"), (0.0, "unsure"))
"""From which probability on an answer is called so."""


class Section(NamedTuple):
    """Questions that stand together."""

    name: str
    """Empty for those that belong to no section."""
    entries: list[Entry]


class Pages:
    """Makes pages about some knowledge, in its language; any number of threads may share it."""

    def __init__(self) -> None:
        """Read the templates."""
        self._environment = Environment(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalized,
            trim_blocks=True,
            lstrip_blocks=True,
            loader=FunctionLoader(lambda name: shipped(f"web/{name}").decode("utf-8")),
        )
        self._environment.filters["is_web"] = lambda url: kind_of(url) == "web"

    def chat(
        self,
        knowledge: Knowledge,
        entries: Sequence[Entry],
        reply: Reply | None = None,
        *,
        rated: bool = False,
        keeps_feedback: bool = False,
    ) -> str:
        """The page to ask on, with the last question and its reply if there is one.

        ``rated`` says that somebody has just said what they think of a reply.
        """
        turn = self.turn(knowledge, reply, keeps_feedback=keeps_feedback) if reply else ""
        values = {
            "starters": starters(entries),
            "turn": Markup(turn),
            "session": reply.session.to_json() if reply else "",
            "rated": rated,
        }
        return self._render("chat.html", knowledge, **values)

    def widget(self, knowledge: Knowledge, entries: Sequence[Entry]) -> str:
        """The same as a part of another page, with the button that opens it."""
        return self._render(
            "widget.html",
            knowledge,
            starters=starters(entries),
            turn="",
            session="",
            rated=False,
        )

    def turn(self, knowledge: Knowledge, reply: Reply, *, keeps_feedback: bool) -> str:
        """One question and its reply, as a part of a page."""
        return self._render(
            "turn.html",
            knowledge,
            reply=reply,
            answer=Markup(as_html(reply.text, reply.format, f"{QUESTIONS}#")),
            sources=list(dict.fromkeys(part.source for part in reply.parts if part.source)),
            sureness=_sureness(reply),
            explanation=_explanation(reply, knowledge),
            in_english=explanation_words(knowledge.language) == explanation_words(DEFAULT),
            keeps_feedback=keeps_feedback and reply.kind == "answer",
        )

    def questions(
        self,
        knowledge: Knowledge,
        entries: Iterable[Entry],
        *,
        searched: str = "",
        has_chat: bool = True,
    ) -> str:
        """The page with some questions, by section, and their answers.

        ``searched`` is what somebody looked for. Without a chat nothing leads to one.
        """
        entries = tuple(entries)
        return self._render(
            "questions.html",
            knowledge,
            sections=sections(knowledge, entries),
            questions={entry.id: entry.question for entry in entries},
            searched=searched,
            count=len(entries),
            has_chat=has_chat,
        )

    def _render(self, template: str, knowledge: Knowledge, **values: Any) -> str:
        words = interface_words(knowledge.language)
        return self._environment.get_template(template).render(
            knowledge=knowledge,
            contact=Markup(as_html(knowledge.contact)) if knowledge.contact else "",
            direction="rtl" if is_right_to_left(knowledge.language) else "ltr",
            policy=POLICY,
            words=words,
            shown=_shown(words, knowledge.language),
            as_html=_marked_up,
            questions_page=QUESTIONS,
            most_characters=_MOST_CHARACTERS,
            **values,
        )


def starters(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Questions to begin with: the first of each section and profile, then those that follow."""
    first: dict[tuple[str, str | None], Entry] = {}
    for entry in entries:
        first.setdefault((entry.section, entry.entity), entry)
        if len(first) == _MOST_STARTERS:
            break
    chosen = {entry.id: entry for entry in (*first.values(), *entries[:_MOST_STARTERS])}
    return tuple(chosen.values())[:_MOST_STARTERS]


def sections(knowledge: Knowledge, entries: Iterable[Entry]) -> list[Section]:
    """Entries by section, or else by the profile they are of, in the order of the file."""
    names = {entity.id: entity.bare_name for entity in knowledge.entities}
    found: dict[str, Section] = {"": Section("", [])}
    for entry in entries:
        name = entry.section or names.get(entry.entity or "", "")
        found.setdefault(name, Section(name, [])).entries.append(entry)
    return [section for section in found.values() if section.entries]


def _sureness(reply: Reply) -> str:
    """The name of the words for how sure an answer is; empty for what is none."""
    if reply.kind != "answer":
        return ""
    return next(name for least, name in _SURENESS if reply.confidence >= least)


def _explanation(reply: Reply, knowledge: Knowledge) -> str:
    """How the reply came about; empty where that would show an entry that is for others."""
    found = (match for one in reply.decisions for match in one.analysis.matches)
    unanswerable = {match.entry_id for match in found if not match.answerable}
    shows_withheld = any(one.withheld for one in reply.decisions) or (
        unanswerable and any(entry.id in unanswerable for entry in knowledge.entries)
    )
    return "" if shows_withheld else Explanation(reply).in_words(knowledge.language)


def _shown(words: Mapping[str, str], language: str) -> Mapping[str, str]:
    """The words as they stand in a text; English ones in another language are marked as such."""
    if language.partition("-")[0] == DEFAULT or words != interface_words(DEFAULT):
        return words
    mark = Markup('<bdi lang="{}">{}</bdi>')
    return {name: mark.format(DEFAULT, word) for name, word in words.items()}


def _marked_up(text: str) -> Markup:
    return Markup(as_html(text))


def _finalized(value: object) -> object:
    """What a template puts out; plain text without anything that hides or reorders it."""
    return safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value
