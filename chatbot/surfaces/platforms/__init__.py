"""Chat platforms: Slack, Discord, Telegram. Each file is entered when its platform is used.

What comes in is put into an :class:`~chatbot.surfaces.platforms.answering.Asked`; ``Answering``
takes the turn; an outlet of the platform shows the reply.
"""
