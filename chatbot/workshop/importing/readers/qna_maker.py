"""QnA Maker and custom question answering: rows with prompts and metadata, one a phrasing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from chatbot.workshop.importing.found import Found, Item, Place
from chatbot.workshop.importing.markup import html_as_markdown, looks_like_html
from chatbot.workshop.importing.readers.rows import Row

_SIGNS = {"question", "answer", "qnaid"}


def fits(names: Sequence[str]) -> bool:
    """Whether the names of some columns are those of an export."""
    return {name.strip().casefold() for name in names} >= _SIGNS


def are_synonyms(names: Sequence[str]) -> bool:
    """Whether a table is the list of words that mean the same, which stands beside an export."""
    return [name.strip().casefold() for name in names if name.strip()] == ["synonyms"]


def read_synonyms(rows: Sequence[Row]) -> Found:
    """The groups of synonyms, one a row, with commas between the words or in cells of their own."""
    found = Found()
    for row in rows[1:]:
        words = (word.strip().strip('"') for cell in row.cells for word in cell.split(","))
        group = tuple(dict.fromkeys(word for word in words if word))
        if len(group) > 1:
            found.synonyms.append(group)
    return found


def read_rows(rows: Sequence[Row]) -> Found:
    """The questions of an export; rows with the same QnaId are phrasings of one question."""
    found = Found()
    names = [name.strip().casefold() for name in rows[0].cells]
    by_id: dict[str, int] = {}
    for row in rows[1:]:
        cells = dict(zip(names, row.cells, strict=False))
        question = " ".join(cells.get("question", "").split())
        answer = _answer(cells.get("answer", ""), found, row.place)
        if not question or not answer:
            what = "a question without an answer" if question else "an answer without a question"
            found.note(row.place, f"{what} dropped: {(question or answer)[:60]}")
            continue
        qna_id = cells.get("qnaid", "").strip()
        first = by_id.get(qna_id) if qna_id else None
        if first is not None and found.items[first].answer == answer:
            item = found.items[first]
            also = (*item.also_asked, question)
            found.items[first] = replace(item, also_asked=tuple(dict.fromkeys(also)))
            continue
        by_id[qna_id] = len(found.items)
        found.items.append(_item(cells, question, answer, row.place, found))
    return found


def _answer(cell: str, found: Found, place: Place) -> str:
    answer = cell.replace("\\n", "\n").strip()
    return html_as_markdown(answer, found, place) if looks_like_html(answer) else answer


def _item(cells: Mapping[str, str], question: str, answer: str, place: Place, found: Found) -> Item:
    also = _json_list(cells.get("suggestedquestions", ""), "SuggestedQuestions", place, found)
    prompts = _json_list(cells.get("prompts", ""), "Prompts", place, found)
    pairs = (pair.partition(":") for pair in cells.get("metadata", "").split("|") if pair.strip())
    only = cells.get("iscontextonly", "").strip().casefold() == "true"
    return Item(
        question=question,
        answer=answer,
        place=place,
        also_asked=tuple(str(one) for one in also if isinstance(one, str) and one.strip()),
        names=tuple(filter(None, [cells.get("qnaid", "").strip()])),
        buttons=tuple(_buttons(prompts, place, found)),
        meta={key.strip(): value.strip() for key, _, value in pairs if key.strip()},
        review="it was asked only after another answer" if only else "",
    )


def _json_list(cell: str, name: str, place: Place, found: Found) -> list[object]:
    if not cell.strip():
        return []
    try:
        read = json.loads(cell)
    except (ValueError, RecursionError):
        read = None
    if isinstance(read, list):
        return read
    found.note(place, f"{name} that is no JSON list dropped")
    return []


def _buttons(prompts: list[object], place: Place, found: Found) -> Iterator[tuple[str, str]]:
    """The texts of prompts with the ids they lead to."""
    for prompt in prompts:
        if not isinstance(prompt, dict):
            continue
        lowered = {str(key).casefold(): value for key, value in prompt.items()}
        text = str(lowered.get("displaytext") or "")
        yield text, str(lowered.get("qnaid") or "")
        if lowered.get("qna"):
            found.note(place, f"the answer within the prompt “{text[:60]}” dropped")
