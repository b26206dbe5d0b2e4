"""What `make` calls. Plain Python 3.11, no package needed to start."""
