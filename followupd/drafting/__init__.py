"""Decision → Draft → bytes: the note itself. Pure."""
