"""``chatbot batch``: a file of questions answered by several processes, which can be resumed."""
