"""What a change does to the replies, before it goes live."""
