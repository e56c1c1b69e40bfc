"""What the newsroom costs: figures to read, never to assert.

`python -m bench [name…] [--full]` starts servers of its own, fills them, measures, prints one table and
leaves nothing behind.
"""
