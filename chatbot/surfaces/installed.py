"""What is installed: the version, and the sentence encoder that is in use.

It loads with ``chatbot --version``, so it imports next to nothing.
"""

import os

from chatbot.version import __version__

AUTO = "auto"
"""The default encoder for a language, where it is installed."""
OFF = "off"
"""No encoder."""


def version() -> str:
    """The version, and what is in use where neither a knowledge file nor an option says."""
    wanted = os.environ.get("CHATBOT_SEMANTIC") or AUTO
    advice = "" if wanted == OFF else "; pip install 'faq-chatbot[semantic]' adds an encoder"
    return f"chatbot {__version__}\nsemantic: {in_use(wanted, 'en') or f'off{advice}'}"


def in_use(wanted: str, language: str) -> str:
    """The name of the encoder that a setting stands for, for a language; empty for none."""
    if wanted == OFF or (wanted == AUTO and not _has_default()):
        return ""  # so that nothing of encoders is imported
    if wanted != AUTO:
        return wanted
    from chatbot.encoders import default_encoder

    return default_encoder(language)


def _has_default() -> bool:
    """Whether what runs the default encoder is installed."""
    from importlib.util import find_spec

    return find_spec("fastembed") is not None
