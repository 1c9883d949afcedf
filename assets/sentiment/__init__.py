"""What a comment feels like: one scorer per language behind one small protocol."""
