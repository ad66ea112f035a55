"""Botpress 12: the questions and answers of a bot, as exported."""

from __future__ import annotations

import re

from chatbot.knowledge import Mapping, Node
from chatbot.workshop.importing.asking import Asking
from chatbot.workshop.importing.found import Found, Item, Place
from chatbot.workshop.importing.readers.trees import (
    Tree,
    is_false,
    items,
    one_line,
    pairs,
    text_of,
    texts_of,
    value,
)

_SIGNS = ("questions", "answers")


def fits(tree: Tree) -> bool:
    """Whether a document holds questions and answers: all of a bot, or one."""
    return any(_is_qna(one) for one in _qnas(tree))


def read_botpress(tree: Tree, asking: Asking, language: str) -> Found:
    """The questions of a document; of several languages the one named, or the first."""
    found = Found()
    contents = {
        text_of(value(one, "id")): one for one in items(value(tree.root, "contentElements"))
    }
    for one in _qnas(tree):
        if _is_qna(one):
            _take(one, tree, found, contents, (asking, language))
    return found


def _qnas(tree: Tree) -> list[Node]:
    listed = items(value(tree.root, "qnas"))
    if listed:
        return listed
    return [tree.root] if isinstance(tree.root, Mapping) else items(tree.root)


def _is_qna(node: Node) -> bool:
    data = value(node, "data")
    return all(isinstance(value(data, sign), Mapping) for sign in _SIGNS)


def _take(
    node: Node,
    tree: Tree,
    found: Found,
    contents: dict[str, Node],
    told: tuple[Asking, str],
) -> None:
    asking, language = told
    data = value(node, "data")
    place = tree.place(node)
    chosen = _language(data, language, found, place)
    questions = [one_line(one) for one in texts_of(value(data, "questions", chosen))]
    written = texts_of(value(data, "answers", chosen))
    answers = tuple(filter(None, (_text(one, contents) for one in written)))
    if is_false(value(data, "enabled")):
        found.note(place, f"switched off, so dropped: {next(iter(questions), '')}")
        return
    redirect = text_of(value(data, "redirectFlow"))
    if redirect:
        found.note(place, f"the redirection to “{redirect}” dropped")
    if not questions or not answers:
        what = "a question without an answer" if questions else "an answer without a question"
        found.note(place, f"{what} dropped: {next(iter((*questions, *written)), '')[:60]}")
        return
    question = next(filter(asking.is_marked, questions), questions[0])
    contexts = [one for one in texts_of(value(data, "contexts")) if one != "global"]
    found.items.append(
        Item(
            question=question,
            answer=answers[0],
            variants=answers[1:],
            also_asked=tuple(dict.fromkeys(one for one in questions if one != question)),
            section=", ".join(contexts) or _category(data),
            place=place,
            id=re.sub(r"\A[a-z0-9]{10}_", "", text_of(value(node, "id"))).replace("_", "-"),
        )
    )


def _language(data: Node | None, wanted: str, found: Found, place: Place) -> str:
    """The language that is taken; what stands in others is noted."""
    spoken = [key for key, _ in pairs(value(data, "questions"))]
    chosen = wanted if wanted in spoken else next(iter(spoken), "")
    for other in spoken:
        if other != chosen and texts_of(value(data, "questions", other)):
            found.note(place, f"language “{other}” dropped")
    return chosen


def _category(data: Node | None) -> str:
    category = text_of(value(data, "category"))
    return "" if category == "global" else category


def _text(answer: str, contents: dict[str, Node]) -> str:
    """An answer, which may only name a content element."""
    if not answer.startswith("#!"):
        return answer
    form = value(contents.get(answer[2:]), "formData")
    texts = [text_of(inner) for key, inner in pairs(form) if key.partition("$")[0] == "text"]
    return next(filter(None, texts), "")
