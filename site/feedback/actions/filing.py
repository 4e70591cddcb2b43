"""Files of a complaint or an answer, judged by their content as those of an objection, stored privately."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile

from feedback.models import Complaint, ComplaintFile, Inquiry
from recruitment.uploads import Inspected


def keep(
    files: Sequence[Inspected], *, complaint: Complaint, at: datetime, inquiry: Inquiry | None = None
) -> None:
    for one in files:
        row = ComplaintFile(
            complaint=complaint,
            inquiry=inquiry,
            name=one.name,
            content_type=one.content_type,
            size=len(one.content),
            sha256=one.sha256,
            uploaded_at=at,
        )
        row.file.save(f"{uuid.uuid4().hex}{one.extension}", ContentFile(one.content), save=False)
        row.save()
