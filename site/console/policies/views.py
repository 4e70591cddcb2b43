"""The desk's record of acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django_tables2 import RequestConfig

from accounts.access import desk
from audit.models import Event
from console.policies.filters import EventFilter
from console.policies.tables import EventTable

PER_PAGE = 30


@desk("audit.view_event")
def list_events(request: HttpRequest) -> HttpResponse:
    narrowed = EventFilter(request.GET, queryset=Event.objects.select_related("policy_version"))
    table = EventTable(narrowed.qs)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
    context = {
        "filter": narrowed,
        "table": table,
        "is_narrowed": any(request.GET.get(name) for name in narrowed.form.fields),
        "unsealed": Event.objects.filter(seq__isnull=True).count(),
    }
    return render(request, "console/policies/events.html", context)


urlpatterns = [
    path("events/", list_events, name="events"),
]
