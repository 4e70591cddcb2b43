"""What the staff desk adds to Wagtail's admin: one module a room, imported here so that Wagtail finds its hooks."""

from console.wagtail_hooks import (
    accounts,  # noqa: F401
    activities,  # noqa: F401
    feedback,  # noqa: F401
    figures,  # noqa: F401
    frame,  # noqa: F401
    matters,  # noqa: F401
    messaging,  # noqa: F401
    needs,  # noqa: F401
    people,  # noqa: F401
    policies,  # noqa: F401
    publicity,  # noqa: F401
    questions,  # noqa: F401
    recruitment,  # noqa: F401
    registry,  # noqa: F401
    service,  # noqa: F401
)
