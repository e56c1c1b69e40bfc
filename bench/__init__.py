"""Benchmarks. Their figures are printed and never asserted.

`python -m bench [name…] [--full]` starts its own servers, fills and measures them, prints one table and removes them.
"""
