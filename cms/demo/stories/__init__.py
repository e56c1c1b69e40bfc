"""The demo's stories, from the oldest to the newest. The award article is the newest of all."""
