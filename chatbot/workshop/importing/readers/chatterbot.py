"""ChatterBot's corpora: conversations, each a list of what is said in turn."""

from __future__ import annotations

from dataclasses import replace

from chatbot.workshop.importing.found import Found, Item
from chatbot.workshop.importing.readers.trees import Tree, items, one_line, text_of, texts_of, value


def fits(tree: Tree) -> bool:
    """Whether a document is a corpus."""
    return any(items(one) for one in items(value(tree.root, "conversations")))


def read_chatterbot(tree: Tree) -> Found:
    """What is said first in each conversation, with what is said to it.

    Where the same is said first in several, the other answers are variants.
    """
    found = Found()
    section = ", ".join(texts_of(value(tree.root, "categories")))
    at: dict[str, int] = {}
    for conversation in items(value(tree.root, "conversations")):
        place = tree.place(conversation)
        turns = [text_of(turn) for turn in items(conversation)]
        if len(turns) < 2 or not all(turns[:2]):
            shown = turns[0] if turns else ""
            found.note(place, f"a question without an answer dropped: {one_line(shown)[:60]}")
            continue
        question, answer = one_line(turns[0]), turns[1]
        if len(turns) > 2:
            found.note(
                place, f"what is said after the first answer dropped: {len(turns) - 2} turns"
            )
        key = question.casefold()
        if key in at:
            item = found.items[at[key]]
            if answer not in (item.answer, *item.variants):
                found.items[at[key]] = replace(item, variants=(*item.variants, answer))
            continue
        at[key] = len(found.items)
        found.items.append(Item(question, answer, place, section=section))
    return found
