"""The chat page in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from chatbot import Bot, Knowledge
from chatbot.log import QuestionLog, read_turns
from tests.http.conftest import here
from tests.web.conftest import SHOP, OpenPage, ask, violations

FOCUSED = "document.activeElement"


def last(page: Page) -> str:
    return page.locator(".turn").last.inner_text()


def test_a_conversation_is_a_log_with_answer_source_date_and_sureness(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "when do you open")
    expect(page.get_by_role("log", name="Conversation").get_by_role("article")).to_have_count(1)
    assert page.locator(".turn strong").inner_text() == "nine"
    assert page.get_by_role("cell", name="9 to 18").is_visible()
    assert "Source: The house rules, 3 May 2026" in last(page)
    assert "Sure" in last(page)
    ask(page, "how can i pay")
    expect(page.locator(".turn")).to_have_count(2)
    bank = page.get_by_role("link", name="The bank")
    assert bank.get_attribute("href") == "https://bank.example/cards"


def test_what_an_answer_came_from_is_folded(open_page: OpenPage) -> None:
    page = open_page("?q=when+are+you+open")
    why = page.get_by_text("Outcome: answered with hours")
    expect(why).to_be_hidden()
    page.get_by_text("Why this answer?").click()
    expect(why).to_be_visible()


def test_questions_are_suggested_while_typing_and_picked_by_keys_alone(
    open_page: OpenPage,
) -> None:
    page = open_page()
    field = page.get_by_role("combobox", name="Your question")
    field.press_sequentially("park")
    option = page.get_by_role("option", name="Where can I park my car?")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    assert field.input_value() == "park"
    field.press_sequentially(" m")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    assert "Behind the house." in last(page)
    assert field.input_value() == ""
    expect(field).to_be_focused()


def test_everything_can_be_reached_and_used_by_keys_alone(open_page: OpenPage) -> None:
    page = open_page()
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(f"{FOCUSED}.innerText || {FOCUSED}.id"))
    assert reached == [
        "New conversation",
        "All questions",
        "Print",
        "Talk to a person",
        "When are you open?",
        "How can I pay?",
        "Where can I park my car?",
        "What is <script>alert(1)</script>?",
        "question",
    ]
    page.keyboard.type("how can i pay")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_text("Why this answer?").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Outcome: answered with payment")).to_be_visible()
    page.get_by_role("button", name="When are you open?").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#question")).to_be_focused()


def test_choices_and_links_to_entries_are_asked(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="When are you open?").click()
    page.get_by_role("link", name="how to pay").click()
    expect(page.locator(".turn")).to_have_count(2)
    assert "In cash, or with a card." in last(page)


def test_a_link_leads_to_a_question_with_its_answer(open_page: OpenPage) -> None:
    page = open_page("?q=where+can+i+park")
    assert "Behind the house." in last(page)
    ask(page, "when are you open")
    page.get_by_role("link", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    assert page.url.endswith("/")
    expect(page.locator("#question")).to_be_focused()


def test_a_question_in_the_address_is_asked_once(open_page: OpenPage, log: QuestionLog) -> None:
    page = open_page("?q=may+i+park+here")
    for _ in range(3):
        page.reload()
        expect(page.locator(".turn")).to_have_count(1)
    ask(page, "where can i park")
    assert "As I said before:" in last(page)
    assert log.flush()
    asked = [turn.question for turn in read_turns(log.path)]
    assert asked.count("may i park here") == 1


def test_a_double_click_asks_once(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="When are you open?").dblclick()
    ask(page, "where can i park")
    expect(page.locator(".turn")).to_have_count(2)
    page.get_by_role("link", name="how to pay").dblclick()
    expect(page.locator(".turn")).to_have_count(3)
    ask(page, "where can i park")
    expect(page.locator(".turn")).to_have_count(4)


def test_the_conversation_is_still_there_for_those_who_come_back(open_page: OpenPage) -> None:
    page = open_page()
    ask(page, "when are you open")
    page.get_by_role("link", name="All questions").click()
    page.go_back()
    expect(page.locator(".turn")).to_have_count(1)
    page.reload()
    ask(page, "when are you open")
    assert "As I said before:" in last(page)
    page.get_by_role("link", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    page.reload()
    expect(page.locator("#question")).to_be_visible()
    assert page.locator(".turn").count() == 0


def test_thumbs_reach_the_log(open_page: OpenPage, log: QuestionLog) -> None:
    page = open_page()
    ask(page, "where is parking")
    page.get_by_role("button", name="This did not help").click()
    expect(page.locator(".turn .thanks")).to_be_focused()
    assert log.flush()
    turns = [turn for turn in read_turns(log.path) if turn.question == "where is parking"]
    assert [turn.feedback for turn in turns] == [-1]


def test_a_thumb_that_does_not_get_through_says_so(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server)
        ask(page, "when are you open")
        context.set_offline(True)
        thumb = page.get_by_role("button", name="This helped")
        thumb.click()
        expect(page.get_by_role("alert")).to_contain_text("Please try again.")
        context.set_offline(False)
        thumb.click()
        expect(page.locator(".turn .thanks")).to_be_visible()
        expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_who_pastes_a_book_is_told_how_much_may_be_asked(
    scripts: bool, open_page: OpenPage
) -> None:
    page = open_page(java_script_enabled=scripts)
    page.get_by_label("Your question").focus()
    page.keyboard.insert_text("жあ" * 10_000)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    assert "at most 1000 characters" in last(page)


def test_whoever_wants_a_person_is_told_how_to_reach_one(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_text("Talk to a person").click()
    assert page.get_by_role("link", name="555 123").get_attribute("href") == "tel:555123"


def test_what_did_not_get_through_can_be_sent_again(browser: Browser, server: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(server)
        page.context.set_offline(True)
        page.locator("#question").fill("when are you open")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Please try again.")
        page.context.set_offline(False)
        page.keyboard.press("Enter")
        expect(page.locator(".turn")).to_have_count(1)
        expect(page.get_by_role("alert")).to_have_count(0)


def test_without_scripts_it_is_a_form(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.get_by_label("Your question").fill("when are you open")
    page.keyboard.press("Enter")
    assert "From nine to six." in last(page)
    page.get_by_role("button", name="Where can I park my car?").last.click()
    assert "Behind the house." in last(page)
    page.get_by_label("Your question").fill("again please, when are you open?")
    page.get_by_role("button", name="Ask").click()
    assert "As I said before:" in last(page)
    page.get_by_role("button", name="This helped").click()
    expect(page.get_by_text("Thank you for saying so.")).to_be_visible()
    page.get_by_role("link", name="All questions").click()
    page.get_by_label("Search the questions").fill("par")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("details.entry")).to_have_count(1)


def test_nothing_that_somebody_wrote_is_run(open_page: OpenPage) -> None:
    page = open_page("?q=%3Cscript%3Ealert(5)%3C/script%3E%3Cimg+src=x+onerror=alert(6)%3E")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    assert "<script>alert(5)</script>" in last(page)
    page.get_by_role("button", name="What is <script>alert(1)</script>?").last.click()
    expect(page.locator(".turn")).to_have_count(2)
    assert "<img src=x onerror=alert(3)>" in last(page)
    page.locator("#question").fill("<b>bold</b> <script>alert(7)</script>")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(3)
    assert page.locator("main script, main img, main b, h1 i").count() == 0
    assert page.locator("[href^=javascript]").count() == 0


def test_nothing_is_loaded_from_elsewhere_and_nothing_kept(
    open_page: OpenPage, server: str
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    ask(page, "when are you open")
    assert [url for url in asked if not url.startswith(server)] == []
    assert len(asked) >= 3
    assert page.context.cookies() == []


def test_axe_finds_nothing_wrong(open_page: OpenPage, server: str) -> None:
    page = open_page("?q=when+are+you+open")
    page.get_by_text("Why this answer?").click()
    page.get_by_text("Talk to a person").click()
    assert violations(page) == []
    page.goto(f"{server}questions#hours")
    assert page.locator("details.entry[open]").count() == 1
    assert violations(page) == []


def test_280_pixels_are_wide_enough(open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 280, "height": 500})
    overflow = "document.documentElement.scrollWidth - innerWidth"
    for question in ("when are you open", "how can i pay", "w" * 200):
        ask(page, question)
        page.get_by_text("Why this answer?").last.click()
    assert page.evaluate(overflow) <= 0
    page.get_by_role("link", name="All questions").click()
    page.locator("summary", has_text="How can I pay?").click()
    assert page.evaluate(overflow) <= 0


@pytest.mark.parametrize("path", ["?q=what+are+the+fees", "questions#fees"])
def test_a_wide_table_is_scrolled_by_itself_and_its_words_stay_whole(
    path: str, open_page: OpenPage
) -> None:
    heads = ["day", "maximum", "reminder", "suspension", "circulation", "responsibility"]
    rows = [heads, ["---"] * len(heads), ["some"] * len(heads)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    entry = {"id": "fees", "question": "What are the fees?", "answer": table}
    with here(Bot(Knowledge.from_dict({"title": "Library", "entries": [entry]}))) as port:
        base, size = f"http://127.0.0.1:{port}/", {"width": 320, "height": 640}
        page = open_page(path, base=base, viewport=size)
        heights = "cells => cells.map((cell) => cell.getBoundingClientRect().height)"
        cells = page.get_by_role("columnheader")
        expect(cells).to_have_count(len(heads))
        assert max(cells.evaluate_all(heights)) < 40
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert violations(page) == []
        page.locator(".wide").focus()
        for _ in range(20):
            page.keyboard.press("ArrowRight")
        expect(page.get_by_role("columnheader", name="responsibility")).to_be_in_viewport(ratio=0.9)


def test_it_is_in_the_language_and_direction_of_the_file(open_page: OpenPage) -> None:
    with here(Bot.load(SHOP.with_name("rtl.yaml"))) as port:
        page = open_page(base=f"http://127.0.0.1:{port}/")
        ask(page, "متى تفتحون المتجر؟")
        html = page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
        expect(page.locator("bdi[lang=en]", has_text="Why this answer?")).to_be_visible()
        answer = page.locator(".bot").bounding_box()
        question = page.locator(".you p").bounding_box()
        assert answer
        assert question
        assert question["x"] < answer["x"]
        year, day = (place(page, ".about", part) for part in ("2026", "05"))
        assert year < day
        assert violations(page) == []


def test_code_is_written_from_left_to_right_in_every_language(open_page: OpenPage) -> None:
    with here(Bot.load(SHOP.with_name("rtl.yaml"))) as port:
        page = open_page("questions#parking", base=f"http://127.0.0.1:{port}/")
        box = page.locator("#parking pre").bounding_box()
        assert box
        assert box["x"] < place(page, "#parking pre", "open") < box["x"] + 20
        for code, first, last in (("pre", "open", "#"), ("p code", "ls", "?")):
            assert place(page, f"#parking {code}", first) < place(page, f"#parking {code}", last)


def place(page: Page, selector: str, text: str) -> float:
    """How far from the left a piece of text is shown, in pixels."""
    found: float = page.locator(selector).evaluate(
        """(element, text) => {
            const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            for (let node = texts.nextNode(); node; node = texts.nextNode()) {
                const start = node.data.indexOf(text);
                if (start < 0) continue;
                range.setStart(node, start);
                range.setEnd(node, start + text.length);
                return range.getBoundingClientRect().left;
            }
        }""",
        text,
    )
    return found


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("number", [3, 250, 499])
def test_a_link_to_an_entry_of_a_long_file_shows_its_question_and_answer(
    number: int, scripts: bool, open_page: OpenPage
) -> None:
    question = "For how many days can anybody rent the machine with the number"
    entries = [
        {"id": f"e{one}", "question": f"{question} {one}?", "answer": f"For {one} days."}
        for one in range(500)
    ]
    with here(Bot(Knowledge.from_dict({"title": "Machines", "entries": entries}))) as port:
        page = open_page(
            f"questions#e{number}",
            base=f"http://127.0.0.1:{port}/",
            viewport={"width": 360, "height": 640},
            java_script_enabled=scripts,
            reduced_motion="no-preference",
        )
        expect(page.get_by_text(f"{question} {number}?")).to_be_in_viewport(ratio=0.95)
        expect(page.get_by_text(f"For {number} days.")).to_be_in_viewport()


def test_questions_are_browsed_by_section_and_searched(open_page: OpenPage) -> None:
    page = open_page("questions")
    assert page.locator("section h2").all_inner_texts() == ["Visiting", "Buying"]
    entries = page.locator("details.entry")
    page.get_by_label("Search the questions").fill("OPENING hoúrs")
    expect(entries.locator("visible=true")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("Found: 1")
    page.locator("summary", has_text="When are you open?").click()
    page.get_by_role("link", name="how to pay").click()
    expect(page.get_by_text("In cash, or with a card.")).to_be_visible()
    assert re.search("#payment$", page.url)
    assert "alarm" not in page.content()


def test_from_what_the_server_found_all_questions_are_searched_on(open_page: OpenPage) -> None:
    page = open_page("questions?q=park")
    entries, field = page.locator("details.entry"), page.get_by_label("Search the questions")
    expect(entries).to_have_count(1)
    field.fill("how can i pay")
    expect(page.get_by_role("status")).to_have_text("Found: 1")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".entry summary")).to_have_text(["How can I pay?"])
    field.fill("")
    field.press("Enter")
    expect(entries).to_have_count(4)
    field.fill("park")
    expect(entries.locator("visible=true")).to_have_count(1)
