"""The background work in the Wagtail admin: doors only. They read through `overview` and write through `jobs.services`."""
