"""``chatbot serve``: the bot over HTTP. Needs the extra ``serve``."""
