"""The frame of the desk: who is signed in, and no foreign notices."""

import pytest
from django.test import Client

from tests.factories.accounts import staff_in_group

pytestmark = pytest.mark.django_db


def test_frame_names_the_person_and_counts_no_foreign_notices(client: Client) -> None:
    client.force_login(staff_in_group("administrator", username="guanli", name="desk-person"))

    page = client.get("/admin/rules/policies/").text
    props = page[page.index('id="wagtail-sidebar-props"') :]

    assert '"name": "desk-person"' in props
    assert "whats-new-in-wagtail" not in props
    assert "editor-guide" not in props
