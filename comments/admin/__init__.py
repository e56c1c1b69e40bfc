"""The moderation desk in the Wagtail admin: doors only. They read through selectors and write through services."""
