"""What can be said of figures without asking anybody: words, drawings, which days. Plain Python."""
