"""The YAML parser for where libyaml is not to be had, brought in line with it.

Import it only when it is needed: it imports PyYAML.
"""

from __future__ import annotations

from typing import Any

import yaml


class PythonLoader(yaml.SafeLoader):
    """PyYAML's own parser, except that ``[who?, why?]`` are two texts, as libyaml has it."""

    _in_text = False

    def peek(self, index: int = 0) -> str:
        """The character ahead; while a text is scanned no question mark may end it."""
        char: str = super().peek(index)
        return "x" if self._in_text and char == "?" else char

    def scan_plain(self) -> Any:
        """The text ahead, as a token."""
        self._in_text = True
        try:
            return super().scan_plain()
        finally:
            self._in_text = False
