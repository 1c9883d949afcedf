"""Proposes a source file for an export that was never seen, and says what a person must decide.

Everything is found by rules that are tested on the file's own content; where two readings hold, the
proposal says so.
"""
