"""What an event says, what is wrong with it, and what it reaches. Plain Python."""
