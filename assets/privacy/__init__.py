"""What may be seen of a person: keys instead of ids, placeholders instead of personal data."""
