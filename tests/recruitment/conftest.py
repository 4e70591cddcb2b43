"""What the tests of this room share."""

import pytest
from django.test import Client

from accounts.models import User
from tests.factories.accounts import UserFactory


@pytest.fixture
def applicant(db) -> User:
    return UserFactory()


@pytest.fixture
def mine(applicant: User) -> Client:
    """A browser in which the applicant is signed in."""
    client = Client()
    client.force_login(applicant)
    return client
