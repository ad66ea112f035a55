"""What the bot says where no author wrote it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chatbot.dialogue import Bot
from chatbot.dialogue.catalogue import Catalogue
from chatbot.dialogue.wording import covered, say
from chatbot.knowledge import REPLIES, Knowledge
from chatbot.knowledge.templates import fault
from chatbot.language import SHIPPED, Language, load_tables

RENTAL = Bot.load(Path(__file__).parent / "rental.yaml")


def knowledge_of(*names: str, **data: Any) -> Knowledge:
    profiles = [{"kind": "planet", "name": name, "summary": f"It is {name}."} for name in names]
    return Knowledge.from_dict({"title": "The sky", "profiles": profiles, **data})


def catalogue_of(knowledge: Knowledge) -> Catalogue:
    return Catalogue(knowledge, Language.load("en"))


@pytest.mark.parametrize("code", SHIPPED)
def test_an_author_may_word_every_reply(code: str) -> None:
    assert set(load_tables(code).wording) == set(REPLIES)


@pytest.mark.parametrize("code", SHIPPED)
def test_the_text_of_every_reply_may_stand_in_a_file(code: str) -> None:
    wording = load_tables(code).wording
    assert [fault(wording[name], REPLIES[name]) for name in REPLIES] == [""] * len(REPLIES)
    entries = [{"question": "q", "answer": "a"}]
    Knowledge.from_dict({"title": "T", "entries": entries, "wording": dict(wording)})


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Mars"], "Mars"),
        (["Mars", "Venus"], "the planets Mars and Venus"),
        (["Mars", "Venus", "Saturn"], "the planets Mars, Venus and Saturn"),
        (list("ABCDEFGH"), "the planets A, B, C, D, E, F, G and H"),
        (list("ABCDEFGHI"), "the planets A, B, C, D, E, F, G and 2 more"),
    ],
)
def test_what_is_covered_is_named_in_good_grammar(names: list[str], said: str) -> None:
    assert covered(catalogue_of(knowledge_of(*names))) == said


def test_every_kind_is_named_by_its_plural() -> None:
    moon = {"kind": "moon", "name": "Io", "summary": "A moon."}
    star = [{"kind": "star", "name": name, "summary": "A star."} for name in ("Vega", "Deneb")]
    knowledge = Knowledge.from_dict(
        {"title": "T", "profiles": [*star, moon], "kinds": {"star": {"plural": "suns"}}}
    )
    assert covered(catalogue_of(knowledge)) == "the suns Vega and Deneb and Io"
    assert covered(catalogue_of(knowledge), "moon") == "Io"


def test_knowledge_without_profiles_names_some_of_its_questions() -> None:
    asked = [{"question": f"{word}?", "answer": "Yes."} for word in ("Who", "Why", "When")]
    one = Knowledge.from_dict({"title": "T", "entries": asked[:1]})
    many = Knowledge.from_dict({"title": "T", "entries": asked})
    assert covered(catalogue_of(one)) == "the question “Who?”"
    assert covered(catalogue_of(many)) == "questions such as “Who?” and “Why?”"


def test_sections_say_what_is_covered_where_entries_have_them() -> None:
    entries = [
        {"question": f"{section} {n}?", "answer": "Yes.", "section": section}
        for section in ("Tickets", "Parking")
        for n in "12"
    ]
    knowledge = Knowledge.from_dict({"title": "T", "entries": entries})
    assert covered(catalogue_of(knowledge)) == "Tickets and Parking"


def test_questions_are_named_beside_profiles_where_profiles_are_not_most_of_it() -> None:
    profile = {"kind": "star", "name": "Vega", "summary": "A star."}
    entries = [{"question": f"Question {n}?", "answer": "Yes."} for n in "123"]
    knowledge = Knowledge.from_dict({"title": "T", "profiles": [profile], "entries": entries})
    catalogue = catalogue_of(knowledge)
    assert covered(catalogue) == "Vega and questions such as “Question 1?” and “Question 2?”"
    assert covered(catalogue, "star") == "Vega"


def test_of_a_large_file_only_some_entries_are_looked_at_to_say_what_it_covers() -> None:
    entries = [{"question": f"Question {n}?", "answer": "Yes."} for n in range(500)]
    catalogue = catalogue_of(Knowledge.from_dict({"title": "T", "entries": entries}))
    assert len(catalogue.general) < 51
    assert "“Question 0?”" in covered(catalogue)


def test_off_topic_says_what_it_is_about_instead() -> None:
    text = RENTAL.ask("how do I boil an egg?").text
    assert "“Tern Bike Hire”" in text
    assert "the bikes Tourer and Glider" in text


def test_unknown_entity_is_named_with_those_that_are_known() -> None:
    text = RENTAL.ask("how much does the Bullitt cost?").text
    assert "nothing on Bullitt" in text
    assert "the bikes Tourer and Glider" in text


def test_unknown_aspect_is_named_with_those_that_are_known() -> None:
    reply = RENTAL.ask("how heavy is the glider?")
    assert "“How heavy is the Glider?”" in reply.text
    assert reply.text.endswith("What I do have on Glider:")
    assert all("Glider" in question for question in reply.suggestions)


def test_unknown_aspect_offers_first_what_is_asked_most_alike() -> None:
    asked = {"mass": "How heavy is {name}?", "rocks": "Which rocks does {name} have?"}
    aspects = {name: {"question": question} for name, question in asked.items()}
    told = [{"id": name, "answer": "A big one."} for name in aspects]
    mars = {"kind": "planet", "name": "Mars", "summary": "Red.", "aspects": told}
    data = {"title": "T", "kinds": {"planet": {"aspects": aspects}}, "profiles": [mars]}
    reply = Bot(Knowledge.from_dict(data)).ask("which zodiac does Mars have?")
    assert reply.reason == "unknown_aspect"
    assert reply.suggestions[0] == "Which rocks does Mars have?"


def test_unknown_aspect_leads_to_what_is_near_where_little_is_known() -> None:
    kinds = {"planet": {"aspects": {"moons": {"question": "How many moons does {name} have?"}}}}
    mars: dict[str, object] = {"kind": "planet", "name": "Mars", "summary": "Red."}
    mars["aspects"] = [{"id": "moons", "answer": "Two."}]
    venus = {"kind": "planet", "name": "Venus", "summary": "Hot."}
    data = {"title": "The sky", "kinds": kinds, "profiles": [mars, venus]}
    reply = Bot(Knowledge.from_dict(data)).ask("How many moons does Venus have?")
    assert reply.text.endswith("What comes nearest:")
    assert reply.suggestions == ("What about Venus?", "How many moons does Mars have?")


def test_a_name_with_an_article_begins_a_sentence_with_a_capital() -> None:
    wording = {"unknown_entity": "{entity} is none of {covered}, so nothing on {entity}."}
    kinds = {"planet": {"also_known": ["the Sun"]}}
    text = Bot(knowledge_of("Mars", wording=wording, kinds=kinds)).ask("how big is the sun?").text
    assert text == "The Sun is none of Mars, so nothing on the Sun."


def test_a_name_is_known_without_its_article_unless_that_is_any_word() -> None:
    kinds = {"land": {"also_known": ["the Netherlands", "the United States", "the West"]}}
    bot = Bot(knowledge_of("Mars", kinds=kinds))
    assert "nothing on the Netherlands." in bot.ask("how big is netherlands").text
    assert "nothing on the United States." in bot.ask("how big are the united states").text
    assert "nothing on the United States." in bot.ask("how big is the US").text
    assert "nothing on the West." in bot.ask("how big is the west").text
    assert bot.ask("how far west is it").reason != "unknown_entity"


def test_clarifying_asks_back_and_leaves_the_choices_to_the_suggestions() -> None:
    reply = RENTAL.ask("price?")
    assert "mean" in reply.text
    assert not any(choice in reply.text for choice in reply.suggestions)


def test_the_authors_wording_is_used_with_its_placeholders_filled_in() -> None:
    wording = {
        "off_topic": "Not my sky ({title}: {covered}).",
        "not_covered": "Not in {title}.",
        "unknown_entity": "No {kind} {entity} here, but {covered}.",
        "unknown_aspect": "{entity} has {aspects} {{only}}.",
        "empty": "Eh?",
        "too_long": "Over {limit}.",
    }
    aspects = {"moons": {"question": "How many moons does {name} have?"}}
    kinds = {"planet": {"aspects": aspects, "also_known": ["Pluto"]}}
    bot = Bot(knowledge_of("Mars", wording=wording, kinds=kinds))
    assert bot.ask("how to cook rice").text == "Not my sky (The sky: Mars)."
    assert bot.ask("How many moons does Pluto have?").text == "No planet Pluto here, but Mars."
    assert bot.ask("How many moons does Mars have?").text == "Mars has “What about Mars?” {only}."
    assert bot.ask("").text == "Eh?"
    assert bot.ask("x" * 5000).text == "Over 1000."


def test_braces_in_names_stay_as_they_are() -> None:
    entries = [{"question": "What is {this}?", "answer": "A brace {0}."}]
    bot = Bot(Knowledge.from_dict({"title": "{title}", "entries": entries}))
    assert "“{title}”" in bot.ask("how to cook rice").text
    assert bot.ask("What is {this}?").text == "A brace {0}."


def test_the_contact_ends_what_a_refusal_says_before_what_is_near() -> None:
    values = {
        "title": "Pool",
        "language": "en",
        "contact": "Ask the desk.",
        "entries": [
            {"question": "How much is a ticket for the indoor pool?", "answer": "Four."},
            {"question": "When is the indoor pool open?", "answer": "At nine."},
        ],
    }
    bot = Bot(Knowledge.from_dict(values))
    near = bot.ask("may the club rent the whole pool for a wedding with music")
    assert near.suggestions
    assert near.text.endswith("Ask the desk. What comes nearest:")
    for refused in ("who rules the moon", "what about it", "can I talk to a human"):
        assert bot.ask(refused).text.endswith("Ask the desk.")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("do you fix purple helicopters", "“purple helicopters”"),
        ("do you fix submarines of the purple kind", "“purple kind”"),
        ("do you fix helicopters instead", "“helicopters”"),
        ("do you fix the pump of helicopters", "“helicopters”"),
        ("zq?", "that"),
    ],
)
def test_a_refusal_names_the_words_side_by_side_that_are_missing(question: str, named: str) -> None:
    entries = [
        {"question": "Do you fix bikes?", "answer": "Yes."},
        {"question": "What do I need?", "answer": "A pump."},
    ]
    knowledge = Knowledge.from_dict({"title": "T", "entries": entries})
    decided = Bot(knowledge).ask(question).decisions[0]
    assert say("nearest", catalogue_of(knowledge), decided).endswith(f"nothing about {named}.")


def test_what_nothing_is_said_of_is_named_beside_the_answer_to_the_rest() -> None:
    entries = [
        {"id": "parking", "question": "Is there parking?", "answer": "Behind the house."},
        {"id": "cards", "question": "Do you sell gift cards?", "answer": "Yes, from 20 upwards."},
    ]
    bot = Bot(Knowledge.from_dict({"title": "T", "entries": entries}))
    for question, answered, missing in (
        ("is there parking and wifi", "parking", "wifi"),
        ("do you sell shampoo or gift cards", "cards", "shampoo"),
    ):
        reply = bot.ask(question)
        assert (reply.kind, reply.entry_ids) == ("answer", (answered,))
        assert f"I'm afraid I have nothing about “{missing}”." in reply.text
