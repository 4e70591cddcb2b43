"""A failed task keeps its traceback, never the personal data that were in its variables or its message."""

import re
from typing import Any

from django.dispatch import receiver
from viewflow.workflow.models import Task
from viewflow.workflow.signals import task_failed

_PERSONAL = re.compile(r"1[3-9]\d{9}|[\w.+-]+@[\w-]+\.[\w.]+")


@receiver(task_failed)
def scrub_failure(task: Task, **_kwargs: Any) -> None:
    """Viewflow stores the local variables of the failing line; drop them, and mask numbers and addresses in the rest."""
    failure = task.data.get("_exception")
    if not failure:
        return
    task.data["_exception"] = {
        part: without_contacts(str(failure.get(part, ""))) for part in ("title", "traceback")
    }
    task.save(update_fields=["data"])


def without_contacts(text: str) -> str:
    """The same with stars for mobile numbers and e-mail addresses."""
    return _PERSONAL.sub("***", text)
