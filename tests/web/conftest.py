"""A real browser, and pages of a real server in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs the extra serve")
pytest.importorskip("playwright", reason="needs the extra integration")
pytest.importorskip("axe_playwright_python", reason="needs the extra integration")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from chatbot import Bot
from chatbot.log import QuestionLog
from tests.http.conftest import here

expect.set_options(timeout=10_000)
SHOP = Path(__file__).parent / "shop.yaml"
ELSEWHERE = "http://shop.example"
"""Another site, with pages that only the browser sees."""
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or whatever of the kind is installed.

    One for each module, as an event loop runs as long as it does, with which no other test may run
    one of its own.
    """
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("chromium is not installed")
    # Pages of another site may reach this machine: that is what the widget's tests are about.
    options = ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QuestionLog]:
    """The log of the server."""
    log = QuestionLog(tmp_path_factory.mktemp("log") / "questions.db")
    yield log
    log.close()


@pytest.fixture(scope="session")
def server(log: QuestionLog) -> Iterator[str]:
    """The address of a server that answers for a shop, and whose widget another site shows."""
    with here(Bot.load(SHOP, log=log), origins=(ELSEWHERE,)) as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[OpenPage]:
    """Opens a page of the server; what goes wrong in it, be it a breach of its policy, fails."""
    wrong: list[str] = []

    def note(message: Any) -> None:
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    with ExitStack() as closing:

        def open_page(path: str = "", *, base: str = server, **options: Any) -> Page:
            options.setdefault("reduced_motion", "reduce")
            context = closing.enter_context(browser.new_context(**options))
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.on("console", note)
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.goto(base + path)
            return page

        yield open_page
    assert wrong == []


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page, and in the dark, where only the colors are others."""
    page.emulate_media(color_scheme="light")
    found = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark")
    dark = Axe().run(page, options={"runOnly": ["color-contrast"]}).response
    assert dark["passes"], "nothing was looked at"
    found += dark["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def ask(page: Page, question: str) -> None:
    """Type a question, and wait for its reply."""
    turns = page.locator(".turn")
    before = turns.count()
    page.locator("#question").fill(question)
    page.keyboard.press("Enter")
    expect(turns).to_have_count(before + 1)
