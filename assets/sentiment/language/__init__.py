"""In which language a comment is written, and where it changes its language."""
