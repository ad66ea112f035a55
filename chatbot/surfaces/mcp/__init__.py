"""``chatbot mcp``: the bot for programs that speak the Model Context Protocol. Needs ``mcp``."""
