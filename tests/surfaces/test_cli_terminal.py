"""``chatbot ask`` at a terminal: wrapped to the window, styled where that is wanted."""

from __future__ import annotations

import os
import re
import sys

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")

SHOP = """\
title: The shop
source: {title: A leaflet, date: May 2024}
entries:
  - id: hours
    question: When are you open?
    answer: Every day from nine in the morning to six in the evening, but not on Sundays.
"""


def shown(path: str, *arguments: str, **environ: str) -> str:
    """Everything ``chatbot ask`` sends to a window of 30 columns."""
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CHATBOT_FAQ")}
    done = pexpect.spawn(
        sys.executable,
        ["-m", "chatbot", "ask", "--faq", path, "when are you open", *arguments],
        env={**clean, "TERM": "xterm", **environ},
        dimensions=(24, 30),
        encoding="utf-8",
        timeout=60,
    )
    text = done.read()
    done.close()
    assert done.exitstatus == 0
    assert isinstance(text, str)
    return text.replace("\r\n", "\n")


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("shop") / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return str(path)


def test_an_answer_is_wrapped_to_the_window_with_a_faint_source(shop: str) -> None:
    assert shown(shop) == (
        "Every day from nine in the\nmorning to six in the evening,\nbut not on Sundays.\n\n"
        "\x1b[2mA leaflet, May 2024\x1b[0m\n"
    )


@pytest.mark.parametrize(
    ("arguments", "environ"),
    [((), {"NO_COLOR": "1"}), ((), {"TERM": "dumb"}), (("--color", "never"), {})],
)
def test_nothing_but_text_is_sent_where_no_color_is_wanted(
    shop: str, arguments: tuple[str, ...], environ: dict[str, str]
) -> None:
    assert re.fullmatch(r"[\n -~]+", shown(shop, *arguments, **environ))
