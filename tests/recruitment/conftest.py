"""What the tests of this room share."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.accounts import UserFactory


@pytest.fixture(autouse=True)
def _private_files(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path, "base_url": None},
        },
    }


@pytest.fixture
def applicant(db) -> User:
    return UserFactory()


@pytest.fixture
def mine(applicant: User) -> Client:
    """A browser in which the applicant is signed in."""
    client = Client()
    client.force_login(applicant)
    return client
