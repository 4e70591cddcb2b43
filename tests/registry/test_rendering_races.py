"""Several workers draw certificates at once: every file is stored once."""

from datetime import UTC, datetime

import pytest

from audit.models import Event
from registry.models import Certificate
from registry.rendering import render_due
from tests.factories.registry import issued_certificate
from tests.registry.racing import at_once

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.race
def test_two_workers_at_once_store_every_file_once(committed_db):
    for _ in range(4):
        issued_certificate(on=AT)
    stored = at_once([render_due, render_due])
    assert sum(stored) == 4
    assert Certificate.objects.filter(rendered_at__isnull=False, render_attempts=1).count() == 4
    assert Event.objects.filter(verb="certificate.render").count() == 4
