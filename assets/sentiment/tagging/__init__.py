"""What a comment talks about: topics and values, each with the side of the clause that says so."""
