"""The only code that writes comments. Import services from here, not from the modules below."""

from comments.services.moderating import moderate_comment, reveal_address, undo_decision

__all__ = ["moderate_comment", "reveal_address", "undo_decision"]
