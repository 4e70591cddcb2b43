"""Wagtail's v2 API, held to what a visitor may read: live pages, and the files such pages use."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from django.urls import URLResolver, include, path
from django.utils.translation import gettext as _
from rest_framework.filters import BaseFilterBackend
from rest_framework.response import Response
from wagtail.api.v2.filters import ChildOfFilter, DescendantOfFilter, FieldsFilter, OrderingFilter
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page, ReferenceIndex

from content.api.door import doors
from content.api.page_fields import Address

FARTHEST = 100_000
FILTERED = ("id", "slug", "title", "document_number", "first_published_at")
"""What one may filter and order by: nothing an answer hides could be found out by asking for it."""
Refused = (BadRequestError, ValidationError, DataError, OverflowError, ValueError)


class BoundedPagination(WagtailPagination):
    """No offset that a database cannot count to."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        offset = request.GET.get("offset", "")
        if len(offset) > 6 or (offset.isdecimal() and int(offset) > FARTHEST):
            raise BadRequestError("offset")
        return super().paginate_queryset(queryset, request, view)


class TitleFilter(BaseFilterBackend):
    """`?search=`: any part of a title. The stock index finds no Chinese inside a word."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        words = request.GET.get("search", "")
        if "\x00" in words:
            raise BadRequestError("search")
        return queryset.filter(title__icontains=words) if words else queryset


class _Reading(BaseAPIViewSet):
    """What all three kinds share: nobody signs in, faults speak Chinese, numbers are checked by us."""

    authentication_classes: list[type] = []
    pagination_class = BoundedPagination
    filter_backends = [FieldsFilter, OrderingFilter, TitleFilter]

    @classmethod
    def get_available_fields(cls, model: Any, db_fields_only: bool = False) -> list[str]:
        fields: list[str] = super().get_available_fields(model, db_fields_only)
        return [name for name in fields if name in FILTERED] if db_fields_only else fields

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        # The number is text here: one too long for a database is then ours to answer.
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("find/", cls.as_view({"get": "find_view"}), name="find"),
            path("<str:pk>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Http404):
            return Response({"message": _("没有找到：地址不对，或内容尚未公开。")}, status=404)
        if isinstance(exc, Refused):
            return Response({"message": _("请求参数有误，请对照接口说明。"), "detail": str(exc)}, status=400)
        return super().handle_exception(exc)


class ShownPageSerializer(PageSerializer):
    html_url = Address(read_only=True)


class Pages(_Reading, PagesAPIViewSet):
    base_serializer_class = ShownPageSerializer
    filter_backends = [FieldsFilter, ChildOfFilter, DescendantOfFilter, OrderingFilter, TitleFilter]
    known_query_parameters = _Reading.known_query_parameters.union(["type", "child_of", "descendant_of"])
    detail_only_fields = [
        *PagesAPIViewSet.detail_only_fields,
        "attachments",
    ]  # rows of each page: not in lists

    def get_queryset(self) -> QuerySet[Any]:
        pages = super().get_queryset()
        told = set(self.get_available_fields(pages.model))
        fields = pages.model._meta.fields  # noqa: SLF001  Django's documented way to a model's fields
        nouns = [one.name for one in fields if one.many_to_one or one.one_to_one]
        return pages.select_related(*sorted(told.intersection(nouns)))


class Documents(_Reading, DocumentsAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        return used_on_live_pages(super().get_queryset())


class Images(_Reading, ImagesAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        return used_on_live_pages(super().get_queryset())


def used_on_live_pages(files: QuerySet[Any]) -> QuerySet[Any]:
    """Files a live, public page refers to: what is uploaded for next week's notice is not named today."""
    kind = ContentType.objects.get_for_model
    live = Page.objects.live().public().annotate(key=Cast("pk", CharField())).values("key")
    used = ReferenceIndex.objects.filter(
        base_content_type=kind(Page), to_content_type=kind(files.model), object_id__in=live
    )
    return files.annotate(key=Cast("pk", CharField())).filter(key__in=used.values("to_object_id"))


router = WagtailAPIRouter("api_v2")
ENDPOINTS = {"pages": Pages, "images": Images, "documents": Documents}


def _addresses(name: str, kind: type[_Reading]) -> URLResolver:
    router.register_endpoint(name, kind)
    behind = doors(kind.get_urlpatterns())
    for one in behind:
        one.callback = router.wrap_view(one.callback)
    return path(f"{name}/", include((behind, name), namespace=name))


urlpatterns = [_addresses(name, kind) for name, kind in ENDPOINTS.items()]
