"""What holds for every text: nothing of it acts on what shows it, and nothing of it is lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.dialogue import Reply, Session
from chatbot.knowledge import Format
from chatbot.markup import kind_of
from chatbot.rendering import SEQUENCE, Target, render
from chatbot.rendering.chats import WRITERS

PIECES = [
    *(
        "*a*",
        "**",
        "_",
        "`",
        "```\n",
        "~~~",
        "[",
        "](",
        ")",
        "![x](https://x.org/a)",
        "<b>",
        "&lt;",
    ),
    *("[x](javascript:alert(1))", "[x](https://x.org/?a=1&b='\")", "<https://x.org>", "&#27;["),
    *(
        "<script>alert(1)</script>",
        '" onclick="x',
        "- ",
        "1. ",
        "| a | b |\n| - | - |\n",
        "\n",
        "\n\n",
    ),
    *(
        "@everyone",
        "<!channel>",
        "<@123>",
        "<@&1>",
        "@here",
        "\x1b[31m",
        "\u202e",
        "    ",
        "a",
        " ",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map("".join)
FORMATS = st.sampled_from(["plain", "markdown"])
TAGS = {
    *("p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "img"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
WORDS = st.text("abcdeф文", min_size=1, max_size=12)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=300).map(" ".join)
LONG = st.lists(
    PARAGRAPH
    | PARAGRAPH.map(lambda text: f"**{text}**")
    | PARAGRAPH.map(lambda text: f"```\n{text.replace(' ', chr(10))}\n```")
    | PARAGRAPH.map(lambda text: "\n".join(f"- {word} *{word}*" for word in text.split()))
    | PARAGRAPH.map(lambda text: f"[{text}](https://example.org/{'x' * 500})")
    | WORDS.map(lambda word: word * 400),
    min_size=1,
    max_size=8,
).map("\n\n".join)


def reply_of(text: str, format: Format = "markdown") -> Reply:
    return Reply("answer", text, Session(), format=format)


class Tags(HTMLParser):
    """Notes every tag and attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@given(TEXTS, FORMATS)
@example("<img src=x onerror=alert(1)>", "plain")
@example("[x](https://x.org/\"onmouseover='x')", "markdown")
def test_html_has_no_tag_and_no_address_that_is_not_allowed(text: str, format: Format) -> None:
    for message in render(reply_of(text, format), "html"):
        tags = Tags()
        tags.feed(message)
        tags.close()
        for tag, attributes in tags.found:
            assert tag in TAGS
            assert set(attributes) <= {"href", "rel", "src", "alt", "class", "start"}
            for name in ("href", "src"):
                assert name not in attributes or kind_of(attributes[name] or "")


@given(TEXTS, FORMATS)
def test_a_terminal_gets_no_sequence_but_ours(text: str, format: Format) -> None:
    for message in render(reply_of(text, format), "terminal"):
        rest = SEQUENCE.sub("", message).replace("\n", "")
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)


@given(TEXTS, FORMATS)
def test_slack_gets_no_mention_and_no_link_that_is_not_allowed(text: str, format: Format) -> None:
    for message in render(reply_of(text, format), "slack"):
        for inside in re.findall("<([^>]*)>?", message):
            assert kind_of(inside.split("|")[0].replace("&amp;", "&")) in ("web", "mail", "phone")
        assert not re.search(r"&(?!amp;|lt;|gt;)", message)


@given(TEXTS, FORMATS)
def test_telegram_gets_no_tag_that_it_does_not_know(text: str, format: Format) -> None:
    for message in render(reply_of(text, format), "telegram"):
        tags = re.findall(r"<(/?\w+)(?: href=\"https?://[^\"<>]+\")?>", message)
        assert len(tags) == message.count("<") == message.count(">")
        opened: list[str] = []
        for tag in tags:
            assert tag.strip("/") in ("b", "i", "a", "code", "pre")
            assert not tag.startswith("/") or opened.pop() == tag[1:]
            opened += [] if tag.startswith("/") else [tag]
        assert not opened


@given(TEXTS, FORMATS)
def test_discord_notifies_nobody(text: str, format: Format) -> None:
    for message in render(reply_of(text, format), "discord"):
        assert not re.search(r"@(everyone|here)", message)
        assert not re.search(r"<@[!&]?\d", message)


@pytest.mark.parametrize("target", WRITERS)
@given(text=LONG, format=FORMATS)
@example(text="😀" * 5000, format="plain")
@example(text="&" * 5000, format="plain")
@example(text="| a | b |\n| - | - |\n" + f"| {'x ' * 900} | y |\n" * 3, format="markdown")
@example(text="1. " + "long " * 900 + "\n2. two", format="markdown")
def test_splitting_loses_no_text_and_no_message_is_too_long(
    target: Target, text: str, format: Format
) -> None:
    reply = reply_of(text, format)
    messages = render(reply, target)
    limit = WRITERS[target].limit
    assert limit
    assert all(0 < len(message.encode("utf-16-le")) // 2 <= limit for message in messages)
    said = [word for message in messages for word in re.findall("[abcdeф文😀]+", bare(message))]
    wanted = re.findall("[abcdeф文😀]+", bare("\n\n".join(render(reply, "plain"))))
    if "| - |" in text:  # whose heads are repeated
        assert len("".join(said)) >= len("".join(wanted))
    else:
        assert "".join(said) == "".join(wanted)


def bare(message: str) -> str:
    """A message without addresses and tags, which may be repeated."""
    message = re.sub(r"https://example\.org/x+", "", message)
    return re.sub(r"</?(?:b|i|a|code|pre)\b[^>]*>|&\w+;", "", message)


def test_messages_end_where_paragraphs_end() -> None:
    text = "\n\n".join(f"Paragraph {number}. " + "word " * 100 for number in range(8))
    messages = render(reply_of(text), "discord")
    assert len(messages) == 3
    assert all(message.startswith("Paragraph") for message in messages)


def test_a_code_block_that_fits_in_a_message_is_kept_whole() -> None:
    code = "```\n" + "line\n" * 100 + "```"
    first, second = render(reply_of("word " * 380 + "\n\n" + code), "discord")
    assert "```" not in first
    assert second.count("line") == 100


def test_a_longer_code_block_begins_anew_in_each_message() -> None:
    lines = [f"line {number}" for number in range(600)]
    messages = render(reply_of("```\n" + "\n".join(lines) + "\n```"), "discord")
    assert len(messages) > 1
    assert all(one.startswith("```\n") and one.endswith("\n```") for one in messages)
    assert [line for one in messages for line in one.split("\n")[1:-1]] == lines


def test_a_list_goes_on_counting_in_the_next_message() -> None:
    text = "\n".join(f"{number}. " + "word " * 20 for number in range(1, 41))
    messages = render(reply_of(text), "discord")
    assert re.findall(r"(?m)^(\d+)\.", "\n".join(messages)) == [str(n) for n in range(1, 41)]
