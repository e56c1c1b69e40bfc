"""A front end of the newsroom in plain Python. It knows docs/api.md, and imports nothing of the newsroom."""
