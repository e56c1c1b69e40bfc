"""The tables of the read model. Import models from here, not from the modules below."""

from delivery.models.editions import Edition, EditionTag, GonePath, ListCount, is_filter, is_outdated
from delivery.models.invalidations import Invalidation, Recompilation
from delivery.models.log import Change, ChangeKind, DeliveryState, LogCursor, PendingPurge

__all__ = [
    "Change",
    "ChangeKind",
    "DeliveryState",
    "Edition",
    "EditionTag",
    "GonePath",
    "Invalidation",
    "ListCount",
    "LogCursor",
    "PendingPurge",
    "Recompilation",
    "is_filter",
    "is_outdated",
]
