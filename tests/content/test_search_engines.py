"""What search engines are told."""

import re

import pytest
from django.utils import timezone

from accounts.models import Consent
from content.models import HomePage
from content.sitemaps import Holders
from policies.enums import Kind
from registry.listing import refresh_listings
from tests.factories.registry import issued_certificate

pytestmark = pytest.mark.django_db


def addresses(client, path: str) -> list[str]:
    answer = client.get(path)
    assert answer["Content-Type"] == "application/xml"
    return re.findall("<loc>https?://[^/]+(.*?)</loc>", answer.text)


def test_sitemap_leads_to_its_parts(client, home: HomePage):
    parts = ["/sitemap-pages.xml", "/sitemap-doors.xml", "/sitemap-holders.xml"]
    assert addresses(client, "/sitemap.xml") == parts
    assert set(addresses(client, parts[0])) >= {"/", "/notices/", "/rules/station/"}
    assert addresses(client, parts[1]) == ["/verify/", "/directory/", "/notices/forms/"]
    assert client.get("/sitemap-nonesuch.xml").status_code == 404


def test_sitemap_leaves_drafts_out(client, home: HomePage):
    home.get_children().get(slug="rules").unpublish()
    assert "/rules/" not in addresses(client, "/sitemap-pages.xml")


def test_sitemap_names_listed_holders_in_parts(client, home: HomePage, monkeypatch):
    monkeypatch.setattr(Holders, "limit", 2)
    pages = [f"/directory/{issued_certificate().number}/" for _ in range(3)]
    issued_certificate(Kind.EXPERT)
    Consent.objects.update(withdrawn_at=timezone.now())
    refresh_listings()
    assert addresses(client, "/sitemap.xml")[2:] == ["/sitemap-holders.xml", "/sitemap-holders.xml?p=2"]
    assert addresses(client, "/sitemap-holders.xml") == pages[:2]
    assert addresses(client, "/sitemap-holders.xml?p=2") == pages[2:]
    assert client.get("/sitemap-holders.xml?p=3").status_code == 404


def test_robots_keeps_desk_and_members_out_and_names_the_sitemap(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain"
    assert answer.text.splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /my/",
        "Disallow: /search/",
        "Disallow: /api/",
        "",
        "Sitemap: http://testserver/sitemap.xml",
    ]
