"""Addresses of the forms; pages themselves are Wagtail's."""

from django.urls import path

from content import feeds, roster_views, search_views, sitemaps, views
from content.display import display
from content.styleguide import styleguide

app_name = "content"
urlpatterns = [
    path("display/", display, name="display"),
    path("styleguide/", styleguide, name="styleguide"),
    path("publicity/<int:pk>/list.<slug:ext>", views.publicity_list, name="publicity_list"),
    path("my/agency/rosters/<int:pk>/roster.<slug:ext>", roster_views.roster_form, name="roster_form"),
    path("notices/forms/", views.forms, name="forms"),
    path("notices/forms/<slug:code>.<slug:ext>", views.form, name="form"),
    path("notices/<int:pk>/document.pdf", views.notice_file, name="notice_file"),
    path("<slug:column>/feed.<slug:form>", feeds.feed, name="feed"),
    path("events/calendar.ics", feeds.events_file, name="events_file"),
    path("events/<int:pk>.ics", feeds.event_file, name="event_file"),
    path("search/", search_views.search, name="search"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap_part, name="sitemap_part"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("media/images/<path:name>", views.picture, name="picture"),
]
