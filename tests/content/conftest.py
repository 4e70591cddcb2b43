import pytest

from content.models import HomePage
from content.planting import plant_pages


@pytest.fixture
def home(db: None) -> HomePage:
    return plant_pages()
