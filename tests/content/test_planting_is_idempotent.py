import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from content.models import HomePage, NoticePage

pytestmark = pytest.mark.django_db


def test_pages_are_planted_once() -> None:
    call_command("load_content", verbosity=0)
    first = list(Page.objects.order_by("pk").values_list("pk", "url_path", "latest_revision_id"))

    call_command("load_content", verbosity=0)

    assert list(Page.objects.order_by("pk").values_list("pk", "url_path", "latest_revision_id")) == first


def test_planting_keeps_what_an_editor_changed() -> None:
    call_command("load_content", verbosity=0)
    NoticePage.objects.update(addressee="各省级中小企业主管部门")

    call_command("load_content", verbosity=0)

    assert NoticePage.objects.get().addressee == "各省级中小企业主管部门"


def test_site_begins_at_the_home_page(home: HomePage) -> None:
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


@pytest.mark.parametrize(
    "path", ["/", "/notices/", "/publicity/", "/rules/", "/notices/2023-8/", "/notices/forms/"]
)
def test_page_answers(home: HomePage, client: Client, path: str) -> None:
    assert client.get(path).status_code == 200
