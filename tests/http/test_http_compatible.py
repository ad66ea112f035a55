"""Programs made for other servers: those of OpenAI's kind, and Rasa's REST channel."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from chatbot import Bot, Knowledge, QuestionLog
from chatbot.log import read_turns
from tests.http.conftest import MakeClient, here

COMPLETIONS = "/v1/chat/completions"
WEBHOOK = "/webhooks/rest/webhook"
FIRST, SECOND = "who is kim's best friend?", "since when?"
Told = Mapping[str, object]


def user(text: object) -> Told:
    return {"role": "user", "content": text}


def said_to(client: TestClient, *messages: Told, **options: object) -> str:
    body = {"model": "faq-chatbot", "messages": list(messages), **options}
    answer = client.post(COMPLETIONS, json=body).json()
    return str(answer["choices"][0]["message"]["content"])


def test_the_last_message_is_answered(client: TestClient, friends: Bot) -> None:
    assert said_to(client, user(FIRST)).startswith(friends.ask(FIRST).text)


def test_what_was_asked_before_is_its_context(client: TestClient, friends: Bot) -> None:
    expected = friends.ask(SECOND, friends.ask(FIRST).session)
    talk: list[Told] = [user(FIRST), {"role": "assistant", "content": "China."}, user(SECOND)]
    assert said_to(client, *talk).startswith(expected.text)
    assert not said_to(client, user(SECOND)).startswith(expected.text)


def test_what_comes_with_each_request_is_logged_once(
    make_client: MakeClient, tmp_path: Path
) -> None:
    log = QuestionLog(tmp_path / "questions.db")
    client = make_client(bot=Bot.load(log=log))
    said_to(client, user(FIRST))
    said_to(client, user(FIRST), user(SECOND))
    assert log.flush()
    assert [turn.question for turn in read_turns(log.path)] == [FIRST, SECOND]


def test_a_choice_is_made_by_its_number(client: TestClient, friends: Bot) -> None:
    unclear = "who borders it?"
    offered = friends.ask(unclear)
    assert offered.kind == "clarify"
    assert f"1. {offered.suggestions[0]}\n2. {offered.suggestions[1]}" in said_to(
        client, user(unclear)
    )
    chosen = friends.ask("2", offered.session)
    assert said_to(client, user(unclear), user("2")).startswith(chosen.text)


def test_content_in_parts_is_read(client: TestClient, friends: Bot) -> None:
    parts = [{"type": "text", "text": FIRST}]
    assert said_to(client, user(parts)).startswith(friends.ask(FIRST).text)


def test_links_to_entries_which_lead_nowhere_here_are_their_words(make_client: MakeClient) -> None:
    asked = [{"id": "a", "question": "What are the fees?", "answer": "See [the hours](#b)."}]
    asked.append({"id": "b", "question": "When is it open?", "answer": "From nine."})
    client = make_client(bot=Bot(Knowledge.from_dict({"title": "T", "entries": asked})))
    assert said_to(client, user("what are the fees?")) == "See the hours."


def test_a_stream_brings_the_same_in_pieces(client: TestClient) -> None:
    body = {"messages": [user(FIRST)], "stream": True, "stream_options": {"include_usage": True}}
    said = client.post(COMPLETIONS, json=body)
    assert said.headers["content-type"].startswith("text/event-stream")
    *events, last, after = said.text.split("\n\n")
    assert (last, after) == ("data: [DONE]", "")
    chunks = [json.loads(event.removeprefix("data: ")) for event in events]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert chunks[-1]["usage"]["total_tokens"] == 0
    deltas = [chunk["choices"][0] for chunk in chunks[:-1]]
    assert deltas[0]["delta"]["role"] == "assistant"
    assert deltas[-1]["finish_reason"] == "stop"
    assert len(deltas) > 3
    whole = "".join(one["delta"].get("content", "") for one in deltas)
    assert whole == said_to(client, user(FIRST))


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"tools": [{"type": "function"}]}, "tools"),
        ({"functions": [{"name": "f"}]}, "tools"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"n": 2}, "one answer"),
        ({"messages": [user([{"type": "image_url", "image_url": {"url": "x"}}])]}, "images"),
        ({"messages": [user([{"type": "text", "text": 1}])]}, "images"),
        ({"messages": [{"role": "assistant", "content": "Hello"}]}, "user"),
        ({"messages": [user(FIRST), {"role": "assistant", "content": "Hello"}]}, "user"),
    ],
)
def test_what_only_a_language_model_could_do_is_refused(
    change: Told, word: str, client: TestClient
) -> None:
    said = client.post(COMPLETIONS, json={"messages": [user(FIRST)], **change})
    assert said.status_code == 400
    error = said.json()["error"]
    assert word in error["message"]
    assert error["type"] == "invalid_request_error"


@pytest.mark.parametrize("body", [{}, {"messages": []}, {"messages": "x"}, {"messages": [{}]}])
def test_what_is_no_conversation_is_a_problem(body: Told, client: TestClient) -> None:
    said = client.post(COMPLETIONS, json=body)
    assert (said.status_code, said.headers["content-type"]) == (400, "application/problem+json")
    assert said.json()["status"] == 400
    assert said.json()["error"]["message"]


TASKS = [
    "### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n"
    f"### Chat History:\n<chat_history>\nUSER: {FIRST}\n</chat_history>",
    f"### Task:\nSuggest 3-5 follow-up questions.\nUSER: {FIRST}",
    "Please generate a concise, 5-word-or-less title for the conversation, using its language.\n\n"
    f"User: {FIRST}",
    f"{FIRST}\n\nWrite a short title for this chat. Return only the title.",
    f"Based on the chat history, do it. Give this conversation a name.\n{FIRST}",
    "Based on the chat history, give this conversation a name.\nKeep it short.",
    "Based on the conversation so far, provide a description of this session in 4 words or less.",
    "Create a concise, 3-5 word phrase as a header for the following query, and avoid the word "
    f"'title': {FIRST}",
    f"Given the following, please reply with a title for the chat in 3-4 words.\n{FIRST}",
    f'Summarize in a 10-word Title. Give the title only. Here is the message: "{FIRST}"',
    "What would be a short title for this chat? You must strictly answer with only the title.",
    "Summarize the discussion briefly in 200 words or less.",
    f"Write a title for the following conversation:\n{FIRST * 500}",
    f"{FIRST * 500}\nWrite a title for the above conversation.",
    "Please generate a four to five word title summarizing our conversation without any lead-in.",
    "You need to summarize the user's conversation into a title of no more than 10 words:\nHello",
    "Erstelle einen kurzen Titel für diese Unterhaltung",
    "Bitte erstellen Sie einen fünfwörtigen Titel, der unser Gespräch zusammenfasst, ohne Punkte.",
    "Fassen Sie unsere Diskussion kurz in 200 Wörtern oder weniger zusammen.",
    "Veuillez générer un titre de quatre à cinq mots résumant notre conversation sans guillemets.",
    "Créez un titre pour l’échange suivant :\nBonjour",
    "Por favor, genere un título de cinco palabras que resuma nuestra conversación sin comillas.",
    "Пожалуйста, создайте заголовок из пяти слов, который резюмирует нашу беседу, без кавычек.",
    f"user: {FIRST}\nassistant: China.",
    f"<user>\n{FIRST}\n</user>\n<assistant>\nChina.\n</assistant>",
    json.dumps([user(FIRST), {"role": "assistant", "content": "China."}]),
]


@pytest.mark.parametrize("task", TASKS)
def test_what_a_program_asks_for_itself_is_declined(task: str, client: TestClient) -> None:
    plain = "I answer questions from a FAQ. I write no titles, tags or summaries."
    assert said_to(client, user(task)) == plain


@pytest.mark.parametrize(
    "instruction",
    [
        "You are Kim. Answer in 50 words or less, with a title.",
        "You are a library assistant. Write a friendly title and a short answer for each message.",
        "You are a title generator. Write a title for this conversation.",
    ],
)
def test_what_a_program_is_told_beforehand_changes_nothing(
    instruction: str, client: TestClient
) -> None:
    told = {"role": "system", "content": instruction}
    assert said_to(client, told, user(FIRST)) == said_to(client, user(FIRST))


@pytest.mark.parametrize(
    "question",
    [
        "How do I change the title of this chat?",
        "What is the name of the treaty?",
        "Please give the name of your chat software",
        "Create a topic in the discussion board, how?",
        "create tags in the chat",
        "Wie ändere ich den Titel dieser Unterhaltung?",
        "Bitte nennen Sie mir die Themen der Diskussion",
        "User: is it free?",
        FIRST,
    ],
)
def test_what_a_person_asks_is_not_taken_for_that(question: str, client: TestClient) -> None:
    assert not said_to(client, user(question)).startswith("I answer questions from a FAQ")


def test_a_program_is_declined_in_the_language_of_the_knowledge(make_client: MakeClient) -> None:
    entries = [{"question": "Wann ist offen?", "answer": "Von neun bis fünf."}]
    shop = Bot(Knowledge.from_dict({"title": "Laden", "language": "de", "entries": entries}))
    said = said_to(make_client(bot=shop), user("Please write a title for this chat."))
    assert said.startswith("Ich beantworte Fragen aus einer FAQ.")


def test_a_long_conversation_is_no_burden(client: TestClient) -> None:
    talk: list[Told] = [user("x" * 900), {"role": "assistant", "content": "y" * 900}] * 100
    assert said_to(client, *talk, user(FIRST)).startswith("China")
    assert client.post(COMPLETIONS, json={"messages": talk * 2}).status_code == 413


def test_there_is_one_model(client: TestClient) -> None:
    (model,) = client.get("/v1/models").json()["data"]
    assert (model["id"], model["object"]) == ("faq-chatbot", "model")
    assert client.get("/v1/models/faq-chatbot").json() == model
    other = client.get("/v1/models/gpt-4o")
    assert (other.status_code, other.json()["error"]["code"]) == (404, "model_not_found")


def test_openais_own_client_is_served(friends: Bot) -> None:
    openai = pytest.importorskip("openai")
    with here(friends) as port:
        client = openai.OpenAI(api_key="any", base_url=f"http://127.0.0.1:{port}/v1", max_retries=0)
        asked = {"model": client.models.list().data[0].id, "messages": [user(FIRST)]}
        whole = client.chat.completions.create(**asked).choices[0].message.content
        pieces = client.chat.completions.create(**asked, stream=True)
        assert "".join(one.choices[0].delta.content or "" for one in pieces) == whole
        assert whole.startswith(friends.ask(FIRST).text)
        with pytest.raises(openai.BadRequestError, match="calls no tools"):
            client.chat.completions.create(**asked, tools=[{"type": "function"}])
        with pytest.raises(openai.BadRequestError, match="length >= 1"):
            client.chat.completions.create(model=asked["model"], messages=[])
        assert client.models.retrieve("faq-chatbot").id == asked["model"]
        with pytest.raises(openai.NotFoundError, match="There is no such model"):
            client.models.retrieve("gpt-4o")
        client.close()


def test_rasas_channel_answers_in_the_senders_conversation(
    client: TestClient, friends: Bot
) -> None:
    said = [
        client.post(WEBHOOK, json={"sender": "ann", "message": text}).json()
        for text in (FIRST, SECOND)
    ]
    assert [message["recipient_id"] for (message,) in said] == ["ann", "ann"]
    expected = friends.ask(SECOND, friends.ask(FIRST).session)
    assert said[1][0]["text"] == expected.text
    (alone,) = client.post(WEBHOOK, json={"message": SECOND, "metadata": {}}).json()
    assert alone["text"] != expected.text


def test_rasas_buttons_answer_their_entry(client: TestClient, friends: Bot) -> None:
    ((said,),) = [client.post(WEBHOOK, json={"sender": "ann", "message": FIRST}).json()]
    button = said["buttons"][0]
    pressed = client.post(WEBHOOK, json={"sender": "ann", "message": button["payload"]}).json()
    suggestion = friends.ask(FIRST).suggestions[0]
    assert button["title"] == suggestion.text
    assert pressed[0]["text"] == friends.answer(suggestion.id).text
    gone = client.post(WEBHOOK, json={"sender": "ann", "message": "/faq/gone"})
    assert gone.status_code == 200
