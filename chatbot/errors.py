"""Every error the package raises on purpose.

ChatbotError
├── BatchError            a run over many questions cannot begin, or cannot go on
├── EncoderError          a sentence encoder cannot be used: what is missing, or wrong with it
├── KnowledgeError        the knowledge file is wrong: every problem found, each with its place
├── KnowledgeNotReadable  the knowledge file is not there, or cannot be read
├── LanguageError         what is known of a language is malformed
├── LearnError            what was learnt cannot be written into the knowledge file
├── LogError              a log of questions cannot be read, or is none
├── MissingExtra          an optional package is not installed: what to install
├── PlatformError         a chat platform refuses a token, or cannot be reached
├── QuestionsError        a file of questions to evaluate with is wrong: every problem found
├── SessionBusy           too many messages at once in one conversation, or one takes too long
├── SessionError          a stored session cannot be understood
├── SessionStoreError     the sessions cannot be read or written
└── SourceError           a source to import from cannot be read or understood
"""

from typing import NamedTuple


class ChatbotError(Exception):
    """Base of every error here; its text is one line made for people."""


class BatchError(ChatbotError):
    """A run over many questions cannot begin, or cannot go on; what it has done is kept."""


class EncoderError(ChatbotError):
    """A sentence encoder cannot be used: a package or a file is missing, or its vectors are bad."""


class EncoderWarning(UserWarning):
    """A sentence encoder failed while a question was asked, and letters answered it alone."""


class Problem(NamedTuple):
    """One thing that is wrong in a knowledge file, or in a file of questions."""

    path: str
    """The file as it was named, or ``<knowledge>`` for knowledge built in code."""
    line: int
    """Counted from 1; 0 where there is no line (knowledge built in code)."""
    column: int
    """Counted from 1; 0 where there is no column."""
    what: str
    """What is wrong and what to do, in one line."""

    def __str__(self) -> str:
        places = [str(place) for place in (self.line, self.column) if place]
        return f"{':'.join([self.path, *places])}: {self.what}"


class KnowledgeError(ChatbotError):
    """The knowledge is wrong. ``problems`` holds every problem found, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class KnowledgeNotReadable(ChatbotError):
    """The knowledge file is missing, is no regular file, or may not be read."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class LanguageError(ChatbotError):
    """What is known of a language is malformed."""


class LearnError(ChatbotError):
    """What was learnt cannot be written into the knowledge file, which stays as it is."""


class LogError(ChatbotError):
    """A log of questions is not there, cannot be read or written, or is another sort of file."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


class MissingExtra(ChatbotError, ImportError):
    """A package that is needed for ``what`` is not installed; it comes with the extra ``extra``."""

    def __init__(self, extra: str, what: str) -> None:
        super().__init__(f"{what}: a package is missing; pip install 'faq-chatbot[{extra}]'")
        self.extra = extra


class PlatformError(ChatbotError):
    """A chat platform refuses a token or cannot be reached; its text says which one and why."""


class QuestionsError(ChatbotError):
    """A file of questions is wrong. ``problems`` holds every problem found, in file order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class SessionBusy(ChatbotError):
    """A message could not have its turn: those before it were too many, or took too long."""

    def __init__(self, key: str) -> None:
        super().__init__("earlier messages of this conversation are still being answered")
        self.key = key


class SessionError(ChatbotError):
    """A stored session is not one this version can read; start a new one."""


class SessionStoreError(ChatbotError):
    """The store of sessions cannot be opened or reached; its text says which one and why."""


class SourceError(ChatbotError):
    """A source to import from cannot be read, or holds nothing that can be imported."""

    def __init__(self, path: str, what: str, line: int = 0, *, is_missing: bool = False) -> None:
        super().__init__(f"{path}:{line}: {what}" if line else f"{path}: {what}")
        self.path = path
        self.what = what
        self.line = line
        """Counted from 1; 0 where there is none."""
        self.is_missing = is_missing
        """Whether there is nothing to read, or it may not be read."""
