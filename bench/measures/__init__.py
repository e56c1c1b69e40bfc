"""One module for each measure: `run(report, *, full)` fills the database, measures, and adds lines to the report."""

NAMES = (
    "requests",
    "comments",
    "compile",
    "publish",
    "snapshot",
    "lists",
    "feeds",
    "search",
    "changes",
    "shared_image",
    "crash",
    "stock",
)
# Takes minutes and needs gigabytes, so it runs only if it is named.
APART = ("scale",)
