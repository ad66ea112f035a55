"""The widget on a page of another site, whose policy is as strict as can be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.conftest import ELSEWHERE, OpenPage, ask, violations

OpenShop = Callable[..., Page]
FOCUSED = "document.activeElement.shadowRoot?.activeElement"


@pytest.fixture
def open_shop(open_page: OpenPage, server: str) -> OpenShop:
    """Opens a page of another site that has the widget."""
    policy = f"default-src 'none'; script-src {server}; connect-src {server}"
    html = f"""\
<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Another shop</title><main><h1>Another shop</h1><a href="/more">More</a></main>
<script src="{server}widget.js" async></script></html>"""

    def open_shop(*, style: str = "", further: str = "", **options: object) -> Page:
        def show(route: Route) -> None:
            of_style = f"; style-src {server} 'unsafe-inline'" if style else ""
            whole = f"{policy}{of_style}; {further}"
            headers = {"content-type": "text/html", "content-security-policy": whole}
            route.fulfill(body=f"{html}<style>{style}</style>" if style else html, headers=headers)

        page = open_page(base="about:blank", **options)
        page.route(f"{ELSEWHERE}/**", show)
        page.goto(f"{ELSEWHERE}/")
        expect(page.get_by_role("button", name="Questions?")).to_be_visible()
        return page

    return open_shop


def test_it_answers_on_another_site(open_shop: OpenShop, server: str) -> None:
    page = open_shop()
    page.get_by_role("button", name="Questions?").click()
    dialog = page.get_by_role("dialog", name="The <i>corner</i> shop")
    expect(dialog).to_be_visible()
    ask(page, "when are you open")
    expect(dialog.get_by_text("From nine to six.")).to_be_visible()
    dialog.get_by_role("link", name="how to pay").click()
    expect(dialog.get_by_text("In cash, or with a card.")).to_be_visible()
    page.locator("#question").press_sequentially("par")
    page.get_by_role("option", name="Where can I park my car?").click()
    expect(dialog.get_by_text("Behind the house.")).to_be_visible()
    link = dialog.get_by_role("link", name="All questions")
    assert link.evaluate("link => link.href") == f"{server}questions"
    assert page.context.cookies() == []
    dialog.get_by_role("button", name="New conversation").click()
    expect(dialog.get_by_role("article")).to_have_count(0)


@pytest.mark.parametrize("names", ["", "; trusted-types chatbot"])
def test_it_answers_where_trusted_types_are_required(names: str, open_shop: OpenShop) -> None:
    page = open_shop(further=f"require-trusted-types-for 'script'{names}")
    page.get_by_role("button", name="Questions?").click()
    ask(page, "when are you open")
    expect(page.get_by_text("From nine to six.")).to_be_visible()


def test_the_focus_stays_within_and_goes_back(open_shop: OpenShop) -> None:
    page = open_shop()
    launcher = page.get_by_role("button", name="Questions?")
    expect(launcher).to_have_attribute("aria-expanded", "false")
    launcher.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "true")
    for _ in range(15):
        page.keyboard.press("Tab")
        outside = "document.activeElement.matches('a')"
        assert not page.evaluate(outside)
    page.locator("#question").press_sequentially("par")
    option = page.get_by_role("option", name="Where can I park my car?")
    expect(option).to_be_visible()
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(launcher).to_be_focused()
    expect(launcher).to_have_attribute("aria-expanded", "false")


def test_it_closes_by_its_button_and_beside_it(open_shop: OpenShop) -> None:
    page = open_shop()
    launcher, dialog = page.get_by_role("button", name="Questions?"), page.get_by_role("dialog")
    launcher.click()
    page.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    launcher.click()
    expect(dialog).to_be_visible()
    page.mouse.click(5, 5)
    expect(dialog).to_be_hidden()
    expect(launcher).to_be_focused()


def test_axe_finds_nothing_wrong_with_it_open(open_shop: OpenShop) -> None:
    page = open_shop(viewport={"width": 280, "height": 500})
    page.get_by_role("button", name="Questions?").click()
    ask(page, "when are you open")
    expect(page.get_by_role("button", name="Close")).to_be_in_viewport()
    expect(page.locator(".turn .you")).to_be_in_viewport()
    page.get_by_text("Talk to a person").click()
    expect(page.locator(".turn .you")).to_be_in_viewport()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


LOOK = """() => {
    const root = document.querySelector("body > div").shadowRoot;
    return [...root.querySelectorAll(".widget *")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const style = [...getComputedStyle(element)];
        const values = style.map((name) => [name, getComputedStyle(element)[name]]);
        return [element.tagName, x, y, width, height, Object.fromEntries(values)];
    });
}"""
"""Where each element of the widget is, and each property of its style."""


@pytest.mark.parametrize(
    "style",
    [
        "* { letter-spacing: .3em; text-transform: uppercase; line-height: .8 }",
        "div { text-align: center; white-space: nowrap; word-spacing: 1em; cursor: wait }",
        "div { filter: blur(1px); opacity: .5; transform: scale(2) !important; zoom: 2 }",
        "body > div { display: none } div:empty { display: none }",
        "* { --paper: pink; --ink: red; --accent: lime; color-scheme: dark }",
    ],
)
def test_the_styles_of_the_site_do_not_reach_it(open_shop: OpenShop, style: str) -> None:
    looks = []
    for page in (open_shop(), open_shop(style=style)):
        page.get_by_role("button", name="Questions?").click()
        looks.append(page.evaluate(LOOK))
    assert looks[0] == looks[1]
