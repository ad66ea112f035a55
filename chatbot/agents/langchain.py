"""A tool and a retriever for LangChain. Needs the extra ``langchain``."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Literal

from chatbot.agents.quoting import TASK, Askable, Quoted, Searchable, quoted, search
from chatbot.errors import MissingExtra

try:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.tools import BaseTool
    from pydantic import BaseModel, ConfigDict, Field
except ModuleNotFoundError:
    raise MissingExtra("langchain", "chatbot.agents.langchain") from None


class Question(BaseModel):
    """What the tool is called with."""

    question: str = Field(description="What the person asks, in their own words.")


class FaqTool(BaseTool):
    """Answers a question from a FAQ, under a quote lock.

    The model gets the record as JSON, the program as the tool message's ``artifact``. Each question
    is asked by itself: an agent knows the conversation, and is to put all of it into the question.

    >>> from chatbot import Bot
    >>> tool = FaqTool(bot=Bot.load())
    >>> "China and North Korea share a long border." in tool.invoke("does china border nk?")
    True
    """

    name: str = "ask_faq"
    description: str = TASK
    args_schema: Any = Question
    response_format: Literal["content", "content_and_artifact"] = "content_and_artifact"
    bot: Askable
    """Whose answers it gives."""

    model_config: ClassVar[ConfigDict] = ConfigDict(arbitrary_types_allowed=True)

    def _run(self, question: str) -> tuple[str, Quoted]:
        record = quoted(self.bot.ask(question))
        return json.dumps(record.as_dict(), ensure_ascii=False), record


class FaqRetriever(BaseRetriever):
    """Finds entries of a FAQ: documents whose content is an author's answer.

    The metadata have the rest of the quote, and the ``confidence``, 0 to 1, with which the entry
    answers the query; that may be small, as there is always something that comes nearest. What a
    model makes of documents can be checked with :func:`chatbot.verify`.
    """

    bot: Searchable
    """Whose answers they are."""
    k: int = Field(default=4, ge=1)
    """At most how many documents."""

    model_config: ClassVar[ConfigDict] = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        found = search(self.bot, query, self.k if k is None else k)
        return [_document(quote.as_dict(), confidence) for quote, confidence in found]


def _document(quote: dict[str, object], confidence: float) -> Document:
    text = str(quote.pop("text"))
    return Document(text, id=str(quote["id"]), metadata={**quote, "confidence": confidence})
