"""Where tables live: the home's folders, the engine, and the SQL models it runs."""
