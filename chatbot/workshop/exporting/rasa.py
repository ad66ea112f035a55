"""Training data and a domain for Rasa 3: each question an intent of ``faq``, with its response."""

from __future__ import annotations

import re
from typing import Any

from chatbot.knowledge import Knowledge
from chatbot.workshop.exporting.carried import Carried, Exported, File, carried, left_out
from chatbot.workshop.importing.readers.rasa import EXPORTED
from chatbot.workshop.importing.writing import dumped

_VERSION = "3.1"
_MARKED = re.compile(r"\[([^\[\]]*+)\](?=[({])")


def as_rasa(knowledge: Knowledge) -> Exported:
    """``nlu.yml`` with examples, synonyms and a rule, and ``domain.yml`` with the responses."""
    entries = carried(knowledge)
    notes = ["the title is left out", *left_out(knowledge, ("synonyms",))]
    for entry in entries:
        if "{" in entry.answer:
            notes.append(f"“{entry.id}” has a brace, which Rasa reads as a slot")
        if any(map(_MARKED.search, (entry.question, *entry.also_asked))):
            notes.append(f"brackets in a phrasing of “{entry.id}” are left out, Rasa's marks")
    intents = [_intent(entry) for entry in entries]
    synonyms = [
        {"synonym": group[0], "examples": _listed(group[1:])} for group in knowledge.synonyms
    ]
    rule = {
        "rule": "Answer frequently asked questions",
        "steps": [{"intent": "faq"}, {"action": "utter_faq"}],
    }
    nlu = {"version": _VERSION, "nlu": [*intents, *synonyms], "rules": [rule]}
    domain = {
        "version": _VERSION,
        "intents": ["faq"],
        "responses": {f"utter_faq/{entry.id}": _response(entry) for entry in entries},
    }
    files = {"nlu.yml": nlu, "domain.yml": domain}
    written = (File(name, EXPORTED + dumped(values)) for name, values in files.items())
    return Exported(tuple(written), tuple(notes))


def _intent(entry: Carried) -> dict[str, Any]:
    question, *others = (_MARKED.sub(r"\1", one) for one in (entry.question, *entry.also_asked))
    return {
        "intent": f"faq/{entry.id}",
        "metadata": {"question": question},
        "examples": _listed((question, *others)),
    }


def _listed(texts: tuple[str, ...]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def _response(entry: Carried) -> list[dict[str, Any]]:
    metadata: dict[str, Any] = {}
    if entry.section:
        metadata["section"] = entry.section
    if entry.tags:
        metadata["tags"] = list(entry.tags)
    if entry.see_also:
        metadata["see_also"] = list(entry.see_also)
    first: dict[str, Any] = {"text": entry.answer}
    if metadata:
        first["metadata"] = metadata
    return [first, *({"text": text} for text in entry.variants)]
