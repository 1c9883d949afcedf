"""What the readers of JSON share: documents, their items, and the members of these."""
