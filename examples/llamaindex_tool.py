"""A FAQ as a tool and as a retriever of LlamaIndex."""

import os

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from llama_index.core.tools import FunctionTool

from chatbot import Bot, quoted
from chatbot.agents import TASK, search

bot = Bot.load(os.environ.get("CHATBOT_FAQ"))


def ask_faq(question: str) -> dict[str, object]:
    """Answer under a quote lock."""
    return quoted(bot.ask(question)).as_dict()


tool = FunctionTool.from_defaults(ask_faq, description=TASK)


class FaqRetriever(BaseRetriever):
    """Finds authors' answers; the nodes' metadata have the rest of the quote."""

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [
            NodeWithScore(
                node=TextNode(id_=quote.id, text=quote.text, metadata=quote.as_dict()),
                score=confidence,
            )
            for quote, confidence in search(bot, query_bundle.query_str, 4)
        ]
