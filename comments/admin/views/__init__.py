"""The doors of the moderation desk: each parses, makes one call and answers."""
