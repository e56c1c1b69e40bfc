"""The answer to a report, as JSON."""

from pydantic import Field

from delivery.content.schema import Content


class CaseOut(Content):
    """A case that a report has opened, or that it belongs to."""

    case: str = Field(description="A number to name when asking about it, such as `K7MQ-2PXD`.")
