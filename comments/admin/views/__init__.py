"""The views of the moderation desk."""
