"""Training data and a domain for Rasa 3: each question an intent of ``faq``, with its response."""

from __future__ import annotations

import json
import re
from typing import Any

from chatbot.knowledge import Knowledge, free
from chatbot.workshop.exporting.carried import (
    DETAILS,
    FILE_PARTS,
    Carried,
    Exported,
    File,
    as_it_was,
    carried,
    left_out,
)
from chatbot.workshop.exporting.written import about
from chatbot.workshop.importing.readers.rasa import EXPORTED, OF_FILE
from chatbot.workshop.importing.writing import dumped

_VERSION = "3.1"
_MARKED = re.compile(r"\[([^\[\]]*+)\](?=[({])")


def as_rasa(knowledge: Knowledge) -> Exported:
    """``nlu.yml`` with examples, synonyms and a rule, and ``domain.yml`` with the responses."""
    entries = carried(knowledge)
    taken: dict[str, int] = {}
    names = {entry.id: free(entry.id.replace("/", "-"), taken) for entry in entries}
    notes = [*left_out(knowledge, (*FILE_PARTS, *DETAILS, "profiles"))]
    for entry in entries:
        if "{" in entry.answer:
            notes.append(f"“{entry.id}” has a brace, which Rasa reads as a slot")
    intents = [_intent(entry, names[entry.id]) for entry in entries]
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
        "responses": {f"utter_faq/{names[entry.id]}": _response(entry) for entry in entries},
    }
    parts = {k: v for k, v in about(knowledge).items() if k != "synonyms"}
    files = (
        File("nlu.yml", EXPORTED + dumped(nlu)),
        File("domain.yml", f"{EXPORTED}{OF_FILE}{json.dumps(parts)}\n{dumped(domain)}"),
    )
    return Exported(files, tuple(notes))


def _intent(entry: Carried, name: str) -> dict[str, Any]:
    """An intent with its examples; what would be taken for Rasa's marks stands in its metadata."""
    asked = (entry.question, *entry.also_asked)
    examples = tuple(_MARKED.sub(r"\1", one) for one in asked)
    metadata: dict[str, Any] = {"question": entry.question}
    if examples != asked:
        metadata["also_asked"] = list(entry.also_asked)
    return {"intent": f"faq/{name}", "metadata": metadata, "examples": _listed(examples)}


def _listed(texts: tuple[str, ...]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def _response(entry: Carried) -> list[dict[str, Any]]:
    metadata: dict[str, Any] = {"id": entry.id} if "/" in entry.id else {}
    if entry.section:
        metadata["section"] = entry.section
    if entry.tags:
        metadata["tags"] = list(entry.tags)
    if entry.see_also:
        metadata["see_also"] = list(entry.see_also)
    metadata |= {**entry.rest, **as_it_was(entry, entry.answer)}
    first: dict[str, Any] = {"text": entry.answer}
    if metadata:
        first["metadata"] = metadata
    return [first, *({"text": text} for text in entry.variants)]
