"""Whether a heading asks something."""

from __future__ import annotations

from chatbot.language import Language, detect

_MARKS = ("?", "？", "؟", "\u037e")


class Asking:
    """Tells questions from other headings; in the language given, or in the one they are in."""

    def __init__(self, language: str = "") -> None:
        self._language = language
        self._asked: dict[str, bool] = {}

    def __call__(self, text: str) -> bool:
        """Whether a heading asks: it ends in a question mark, or begins as questions do."""
        if text not in self._asked:
            language = Language.load(self._language or detect([text]))
            begins = language.cues.begins_to_ask(language.parse(text))
            self._asked[text] = begins or self.is_marked(text)
        return self._asked[text]

    @staticmethod
    def is_marked(text: str) -> bool:
        """Whether a text ends in a question mark, whatever closing marks follow it.

        >>> Asking.is_marked("Is it “free?”"), Asking.is_marked("Free")
        (True, False)
        """
        return text.rstrip(" .!)”»\"'*_’").endswith(_MARKS)
