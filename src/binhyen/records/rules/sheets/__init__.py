"""Excel files as offices send them, read into what a book may hold. Plain Python."""
