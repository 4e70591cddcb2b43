"""留言：what the staff say to each other about a case, whom they mention, what they enclose. The applicant never reads it."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import desk
from accounts.models import User
from recruitment.exceptions import RefusedError
from recruitment.views.reading import private_file
from workflows.dispatch import politely
from workflows.inbox.operating import standing_at, tab_of
from workflows.inbox.operation_forms import PeopleField
from workflows.inbox.standing import Standing
from workflows.requests import DeskRequest
from workflows.review.actions import comment_case
from workflows.review.actions.telling import MAX_COMMENT
from workflows.review.exceptions import ReviewError
from workflows.review.models import Comment
from workflows.review.queries import comments_of


class CommentForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("留言"),
        max_length=MAX_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": MAX_COMMENT}),
        error_messages={"required": gettext_lazy("请填写留言。")},
    )
    mention = PeopleField(
        User.objects.none(),
        label=gettext_lazy("@ 提醒"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 5}),
        error_messages={"invalid_choice": gettext_lazy("所选人员不能查看本件，请重新选择。")},
    )
    upload = forms.FileField(
        label=gettext_lazy("附件"),
        required=False,
        error_messages={"empty": gettext_lazy("附件是空文件，请重新选择。")},
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = User.objects.filter(pk__in=[person.pk for person in people])
        self.fields["mention"].queryset = found.prefetch_related("groups").order_by("name", "pk")  # type: ignore[attr-defined]


@desk("wagtailadmin.access_admin")
@politely
def comments(request: DeskRequest, process_pk: int, task_pk: int) -> HttpResponse:
    case = standing_at(request, process_pk, task_pk)
    is_sent = request.method == "POST"
    form = CommentForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, people=case.colleagues()
    )
    if is_sent and form.is_valid() and _said(case, form):
        messages.success(request, _("留言已发出。"))
        return redirect(
            f"{reverse('tasks:open', args=[process_pk, task_pk])}?{urlencode({'tab': tab_of(request)})}#remarks"
        )
    context = {"case": case, "form": form, "comments": comments_of(case.process.pk), "tab": tab_of(request)}
    response = render(request, "workflows/inbox/comments.html", context, status=422 if is_sent else 200)
    response["Cache-Control"] = "private, no-store"
    return response


@desk("wagtailadmin.access_admin")
def comment_file(request: DeskRequest, pk: int) -> HttpResponseBase:
    """For whoever may open the case."""
    comment = get_object_or_404(Comment.objects.select_related("process"), pk=pk)
    if not request.user.has_perm(comment.process.coerced.desk_permission):
        raise PermissionDenied
    if not comment.file:
        raise Http404
    return private_file(request, comment, as_attachment=True)


def _said(case: Standing, form: CommentForm) -> bool:
    said = form.cleaned_data
    try:
        comment_case(
            process=case.process,
            by=case.user,
            text=said["text"],
            at=timezone.now(),
            mention=said["mention"],
            upload=said["upload"],
        )
    except (ReviewError, RefusedError) as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def comment_urls() -> list[Any]:
    """New patterns at each call: Wagtail decorates the pattern objects it is given in place."""
    return [
        path("<int:process_pk>/<int:task_pk>/comments/", comments, name="comments"),
        path("comments/<int:pk>/file/", comment_file, name="comment_file"),
    ]
