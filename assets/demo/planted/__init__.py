"""What is planted in the demo, one story a module; a plain company has none of them.

| module | what a reader of the scorecard should find |
|---|---|
| `star.py` | an agent who is clearly better than all others |
| `praise_unasked.py` | customers who thank although nobody asked them |
| `overload.py` | a team with twice its work, overtime and late hours |
| `leak.py` | a bad story that began three weeks ago |
| `self_service.py` | a topic that a help page could answer |
| `hand_off_path.py` | a path of teams that runs in circles |
| `recovery.py` | customers who were let down and then won back |
| `broken_word.py` | a team that doesn't keep its word |
| `idea.py` | one suggestion that comes in every language |

`stories.py` lists them; each says in `facts` what a test may look for. What a story changes, it
changes by the company's figures (`Company`), by tickets chosen beforehand (`appointed.py`) or by
what it adds to a ticket's course (`effects.py`). A plain company also has level figures
(`company/plain.yml`).
"""
