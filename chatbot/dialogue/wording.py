"""Everything the bot says that no author wrote, in one place; most of it an author may reword."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.values import Decision
from chatbot.knowledge import Entity
from chatbot.matching.text import MAX_CHARACTERS

WORDING: Final[Mapping[str, str]] = {
    "off_topic": "I'm sorry, that is outside what I know. I can tell you about “{title}”: "
    "it covers {covered}.",
    "not_covered": "That is a fair question, but what I know about “{title}” doesn't answer it. "
    "It covers {covered}.",
    "unknown_entity": "I'm afraid I have nothing on {entity}. What I know covers {covered}.",
    "unknown_aspect": "I'm afraid I have no answer to {asked}. "
    "What I do have on {entity}: {aspects}.",
    "too_long": "That is too much for me at once. Please ask in at most {limit} characters.",
    "empty": "I didn't catch a question there. What would you like to know?",
    "clarify": "I'm not quite sure what you mean. Did you mean:",
    "again": "As I said before:",
    "unclear": "I'm not sure what that refers to. Could you ask it as a whole question?",
    "none_of_these": "Then I haven't understood you, sorry. Please try it in other words.",
    "no_more": "That is all I have on this.",
    "acknowledged": "All right. What else would you like to know?",
}
"""Every reply by its name. Placeholders: ``title`` of the knowledge; ``covered``, what it is
about; ``entity`` by name; its ``kind``; what was ``asked`` of it; ``aspects`` its profile has;
``limit`` of a question's length."""

MOST_NAMES: Final = 8
"""Names listed at most; of more, the rest is counted."""


def say(name: str, catalogue: Catalogue, decision: Decision | None = None) -> str:
    """The words for a reply, the author's own where there are any."""
    own = catalogue.knowledge.wording.get(name)
    template = own if own is not None else WORDING[name]
    if "{" not in template and "}" not in template:
        return template
    entity = decision.entity if decision else None
    values = {
        "title": catalogue.knowledge.title,
        "covered": covered(catalogue, entity.kind if entity else None),
        "limit": str(MAX_CHARACTERS),
    }
    if entity and decision:
        values["entity"] = entity.name
        values["kind"] = entity.kind
        values["aspects"] = join(_aspects(catalogue, entity))
        values["asked"] = f"“{_asked(catalogue, entity, decision)}”" if decision.aspect else "that"
    return template.format(**values)


def _asked(catalogue: Catalogue, entity: Entity, decision: Decision) -> str | None:
    """The aspect that was asked for: as the closest phrasing has it, if that is a question."""
    closest = decision.analysis.matches[0].phrasing
    if closest.endswith("?"):
        return closest
    return decision.aspect and catalogue.asks_for(entity, decision.aspect)


def join(names: Sequence[str]) -> str:
    """Names as one phrase.

    >>> join(["Peru"]), join(["Peru", "Chile"]), join(["Peru", "Chile", "Cuba"])
    ('Peru', 'Peru and Chile', 'Peru, Chile and Cuba')
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def covered(catalogue: Catalogue, kind: str | None = None) -> str:
    """What the knowledge is about: its profiles, of one kind if it has any, or some questions."""
    profiled = catalogue.profiled(kind) or catalogue.profiled()
    if not profiled:
        asked = [f"“{entry.question}”" for entry in catalogue.knowledge.entries[:2]]
        return f"questions such as {join(asked)}" if len(asked) > 1 else f"the question {asked[0]}"
    kinds = dict.fromkeys(entity.kind for entity in profiled)
    return join([_list(catalogue, [e for e in profiled if e.kind == kind]) for kind in kinds])


def _list(catalogue: Catalogue, entities: Sequence[Entity]) -> str:
    """Entities of one kind: ``the countries China and Russia``."""
    names = [entity.name for entity in entities]
    if len(names) == 1:
        return names[0]
    if len(names) > MOST_NAMES:
        rest = len(names) - MOST_NAMES + 1
        names = [*names[: MOST_NAMES - 1], f"{rest} more"]
    return f"the {catalogue.kind_of(entities[0]).plural} {join(names)}"


def _aspects(catalogue: Catalogue, entity: Entity) -> list[str]:
    has_summary = entity.id in catalogue.entries
    aspects = [_plain(entry.aspect) for entry in catalogue.aspects(entity.id) if entry.aspect]
    return ["an overview"] * has_summary + aspects


def _plain(aspect: str) -> str:
    """An aspect's id as words."""
    return aspect.replace("-", " ").replace("_", " ")
