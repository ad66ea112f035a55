"""The tool and the retriever for LangChain: its own standard tests, and what they do not know."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip(
    "langchain_tests.integration_tests", reason="needs the extra integration", exc_type=ImportError
)

from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool
from langchain_tests.integration_tests import RetrieversIntegrationTests, ToolsIntegrationTests
from langchain_tests.unit_tests import ToolsUnitTests

from chatbot import Bot, Live, MissingExtra
from chatbot.agents import Quoted
from chatbot.agents.langchain import FaqRetriever, FaqTool

ROOT = Path(__file__).parents[2]
QUESTION = "does china share a border with north korea?"
BORDER = "China and North Korea share a long border."
BOT = Bot.load()


@pytest.fixture
def anyio_backend() -> str:
    """What runs the standard tests that are coroutines."""
    return "asyncio"


class ToolCalled:
    """What the standard tests are to call the tool with."""

    @property
    def tool_constructor(self) -> type[BaseTool]:
        return FaqTool

    @property
    def tool_constructor_params(self) -> dict[str, Any]:
        return {"bot": BOT}

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"question": QUESTION}


class TestToolStandard(ToolCalled, ToolsUnitTests):
    pass


@pytest.mark.anyio
class TestToolAtWorkStandard(ToolCalled, ToolsIntegrationTests):
    pass


@pytest.mark.anyio
class TestRetrieverStandard(RetrieversIntegrationTests):
    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return FaqRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"bot": BOT}

    @property
    def retriever_query_example(self) -> str:
        return QUESTION


def called(question: object) -> Any:
    """The message that a model gets when it calls the tool."""
    call = {"name": "ask_faq", "args": {"question": question}, "id": "1", "type": "tool_call"}
    return FaqTool(bot=BOT).invoke(call)


def test_a_model_gets_the_record_and_the_program_too() -> None:
    message = called(QUESTION)
    assert isinstance(message.artifact, Quoted)
    assert json.loads(message.content) == message.artifact.as_dict()
    (quote,) = message.artifact.quotes
    assert (quote.text, quote.must_quote) == (BORDER, True)


def test_a_decline_leaves_nothing_to_fill_in_from() -> None:
    record = called("is japan an ally?").artifact
    assert (record.kind, record.reason, record.quotes) == ("decline", "unknown_entity", ())


@pytest.mark.parametrize("question", ["x" * 100_000, "\x00\x1b[31m\u202e", ""])
def test_whatever_a_model_asks_it_gets_a_record(question: str) -> None:
    assert called(question).artifact.kind == "decline"


@pytest.mark.parametrize("question", [None, 5, ["a"]])
def test_what_is_no_text_is_refused(question: object) -> None:
    with pytest.raises(ValueError, match="valid string"):
        called(question)


def test_documents_are_quotes() -> None:
    document = FaqRetriever(bot=BOT).invoke(QUESTION)[0]
    assert (document.id, document.page_content) == ("china/border", BORDER)
    assert document.metadata["must_quote"] is True
    assert document.metadata["date"] == "25 November 2023"
    assert 0.5 < document.metadata["confidence"] <= 1


def test_a_bot_that_follows_its_file_will_do(tmp_path: Path) -> None:
    knowledge = "title: T\nentries: [{id: hours, question: When are you open?, answer: At nine.}]\n"
    (tmp_path / "shop.yaml").write_text(knowledge, encoding="utf-8")
    with Live(tmp_path / "shop.yaml") as live:
        assert "At nine." in FaqTool(bot=live).invoke("when are you open?")
        assert FaqRetriever(bot=live).invoke("open")[0].id == "hours"


@pytest.mark.parametrize("what", [None, "shop.yaml"])
def test_what_is_no_bot_is_refused(what: Any) -> None:
    with pytest.raises(ValueError, match="instance of Askable"):
        FaqTool(bot=what)


def test_a_missing_extra_is_said_to_be() -> None:
    code = "import sys; sys.modules['langchain_core'] = None; import chatbot.agents.langchain"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "a package is missing; pip install 'faq-chatbot[langchain]'" in done.stderr
    assert issubclass(MissingExtra, ImportError)


def test_the_page_shows_what_runs(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "agents.md").read_text(encoding="utf-8")
    code = page.partition("```python-langchain\n")[2].partition("```")[0]
    knowledge = "title: T\nentries: [{id: hours, question: When are you open?, answer: At nine.}]\n"
    (tmp_path / "bakery.yaml").write_text(knowledge, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    record, document = done.stdout.splitlines()
    assert json.loads(record)["quotes"][0]["text"] == "At nine."
    assert re.fullmatch(r"hours 0\.\d+ At nine\.", document)
