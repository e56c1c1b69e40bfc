"""The tables of the read model. Import models from here, not from the modules below."""

from delivery.models.editions import (
    Edition,
    EditionTag,
    GonePath,
    ListCount,
    file_tag,
    is_filter,
    is_outdated,
)
from delivery.models.invalidations import Invalidation, Recompilation
from delivery.models.log import Change, ChangeKind, DeliveryState, LogCursor, PendingPurge
