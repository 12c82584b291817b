"""What a letter says: text from templates and case data, pure and sandboxed."""
