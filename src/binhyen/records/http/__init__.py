"""The shape of what people type into a book: fields, rows of fields, and forms made of them."""
