"""The tables of the read model. Import models from here, not from the modules below."""

from delivery.models.editions import (
    Edition,
    EditionTag,
    GonePath,
    ListCount,
    ShownCard,
    SitemapEntry,
    file_tag,
    is_filter,
    is_outdated,
    list_tag,
)
from delivery.models.invalidations import MODELS, Invalidation, QueuedInvalidation, Recompilation, TagSearch
from delivery.models.log import Change, ChangeKind, DeliveryState, LogCursor, PendingPurge
from delivery.models.search import SearchEntry, SearchWord
