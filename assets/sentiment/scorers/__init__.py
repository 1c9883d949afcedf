"""One file per scorer, each scoring comments of one language."""
