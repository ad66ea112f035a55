"""A FAQ as a function that a model of OpenAI's kind can call, and a guard behind that model."""

import json
import os

from openai import OpenAI
from openai.types.chat import ChatCompletionMessageParam, ChatCompletionToolParam

from chatbot import Bot, quoted, verify
from chatbot.agents import TASK

bot = Bot.load(os.environ.get("CHATBOT_FAQ"))
ASK_FAQ: ChatCompletionToolParam = {
    "type": "function",
    "function": {
        "name": "ask_faq",
        "description": TASK,
        "strict": True,  # the arguments are then sure to be as described
        "parameters": {
            "type": "object",
            "properties": {"question": {"type": "string"}},
            "required": ["question"],
            "additionalProperties": False,
        },
    },
}


def answer(client: OpenAI, model: str, question: str, most_calls: int = 3) -> str:
    """What the model says if all of it is the author's, else what the FAQ says itself."""
    said = bot.ask(question).text
    messages: list[ChatCompletionMessageParam] = [{"role": "user", "content": question}]
    for _ in range(most_calls):
        completion = client.chat.completions.create(model=model, messages=messages, tools=[ASK_FAQ])
        message = completion.choices[0].message
        if not message.tool_calls:
            text = message.content or ""
            return text if verify(bot, text).is_quoted else said
        messages.append(message.to_dict())  # type: ignore[arg-type]  # what came may be sent back
        for call in message.tool_calls:
            if call.type != "function":
                continue
            reply = bot.ask(json.loads(call.function.arguments)["question"])
            said = reply.text
            record = json.dumps(quoted(reply).as_dict())
            messages.append({"role": "tool", "tool_call_id": call.id, "content": record})
    return said
