"""The pages that people open: a scorecard of each scope, and the answers to larger questions.

They are made from the company's figures only, so they hold nothing that the company file hides.
"""
