"""Knowledge files of our own, in YAML or as exported to JSON."""

from __future__ import annotations

from chatbot.knowledge import Mapping
from chatbot.workshop.importing.found import Found, Item
from chatbot.workshop.importing.readers.trees import (
    Tree,
    as_values,
    items,
    text_of,
    texts_of,
    value,
)

_READ = ("id", "question", "also_asked", "answer", "variants", "section", "tags", "see_also")


def fits(tree: Tree) -> bool:
    """Whether a document is a knowledge file."""
    keys = tree.root.keys.keys() if isinstance(tree.root, Mapping) else set()
    if "title" not in keys:
        return False
    answers = [*items(value(tree.root, "entries")), *items(value(tree.root, "profiles"))]
    return bool(answers) and all(
        value(one, "answer") or value(one, "summary") for one in answers[:1]
    )


def read_own(tree: Tree) -> Found:
    """Everything in a knowledge file, with its entries as items."""
    found = Found(title=text_of(value(tree.root, "title")))
    whole = as_values(tree.root)
    if isinstance(whole, dict) and tree.root is not None:
        found.rest = {key: one for key, one in whole.items() if key != "synonyms"}
        found.rest["entries"] = None  # keeps its place among the others
        if found.rest.pop("include", None):
            what = "“include” dropped; name those files, too, or export all of it to JSON first"
            found.note(tree.place(value(tree.root, "include") or tree.root), what)
    for group in items(value(tree.root, "synonyms")):
        found.synonyms.append(texts_of(group))
    for entry in items(value(tree.root, "entries")):
        written = as_values(entry)
        rest = written if isinstance(written, dict) else {}
        answer, variants = text_of(value(entry, "answer")), texts_of(value(entry, "variants"))
        found.items.append(
            Item(
                question=text_of(value(entry, "question")),
                answer=answer,
                place=tree.place(entry),
                id=text_of(value(entry, "id")),
                also_asked=texts_of(value(entry, "also_asked")),
                variants=variants,
                written=(answer, *variants),
                section=text_of(value(entry, "section")),
                tags=texts_of(value(entry, "tags")),
                is_ours=True,
                rest={k: v for k, v in rest.items() if k not in _READ or k == "see_also"},
            )
        )
    return found
