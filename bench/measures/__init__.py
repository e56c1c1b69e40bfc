"""One module for each measure: `run(report, *, full)` fills the database and prints what it finds."""

NAMES = ("requests", "compile", "publish", "snapshot", "lists", "changes", "shared_image", "crash", "stock")
