"""``chatbot batch``: a file of questions answered by several processes, to be gone on with."""
