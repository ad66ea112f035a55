"""Pages for a browser: the chat, all questions, and what a widget shows of them.

Needs Jinja2. Everything that somebody wrote is escaped, what runs or styles a page is a file beside
it, and nothing is loaded from elsewhere, so that a page works under the strictest policy.
"""

from chatbot.web.assets import ASSETS, MARK, POLICY, SEARCHED, asset
from chatbot.web.pages import Pages

__all__ = ["ASSETS", "MARK", "POLICY", "SEARCHED", "Pages", "asset"]
