"""What an event says, what is wrong with it, and the tree it leaves behind. Plain Python."""
