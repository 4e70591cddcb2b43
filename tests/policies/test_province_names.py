"""A row says its province by looking up one name; saying one must not cost saying all."""

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import translation

from policies.enums import Province, named_province
from publicity.models import Entry

MODELS = [
    model
    for model in apps.get_models()
    if any(field.name == "province" and field.choices == Province.choices for field in model._meta.fields)
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_row_with_a_province_has_the_quick_name(model: type[Model]) -> None:
    assert vars(model)["get_province_display"] is named_province


def test_province_is_named_in_the_language_of_the_reader() -> None:
    assert [Entry(province=code).get_province_display() for code in ("33", "", "xx")] == ["浙江省", "", "xx"]
    with translation.override("en"):
        assert Entry(province="33").get_province_display() == "Zhejiang"
