"""Exports → landing → raw tables; whatever is refused goes to quarantine with a reason."""
