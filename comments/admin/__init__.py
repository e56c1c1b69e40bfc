"""The moderation desk in the Wagtail admin. It reads through selectors and writes through services."""
