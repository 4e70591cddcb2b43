"""抄送我的 and 留言 at the desk: what one is told of, what is said about a case, and who reads which."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from viewflow.workflow.models import Task

from accounts.models import User
from tests.factories.accounts import staff_in_group
from tests.factories.recruitment import pdf_bytes
from tests.factories.workflows import answered, open_task, started, taken
from tests.queries import queries_of
from workflows.review.actions import comment_case, copy_case
from workflows.review.models import Comment, Copy

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return staff_in_group("first_review", name="演示经办")


@pytest.fixture
def colleague() -> User:
    return staff_in_group("second_review", name="演示复核")


@pytest.fixture
def task(reviewer: User) -> Task:
    return taken(started(), reviewer)


def desk_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def case_url(task: Task, tab: str = "mine") -> str:
    return f"{reverse('tasks:open', args=[task.process_id, task.pk])}?tab={tab}"


def copied(task: Task, by: User, to: User, note: str = "") -> Copy:
    return copy_case(process=task.process.coerced, to=to, by=by, at=timezone.now(), note=note)


def inbox(user: User, tab: str = "copied") -> Any:
    return desk_of(user).get(reverse("inbox:list"), {"tab": tab})


def tasks_in(page: Any) -> list[int]:
    return [row.record.task_id for row in page.context["table"].paginated_rows]


def said(user: User, task: Task, **data: Any) -> Any:
    return desk_of(user).post(reverse("inbox:comments", args=[task.process_id, task.pk]), data)


def file(name: str = "核对表.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf_bytes("7"), content_type="application/pdf")


def test_copied_cases_are_listed_with_who_told_and_are_unread(
    reviewer: User, colleague: User, task: Task
) -> None:
    copied(task, reviewer, colleague, "请关注服务数据。")
    page = inbox(colleague)
    assert tasks_in(page) == [task.pk]
    assert page.context["unread"] == 1
    assert {key: count for key, _label, count in page.context["tabs"]}["copied"] == 1
    for words in ("1 未读", "演示经办", "请关注服务数据。"):
        assert words in page.text
    assert tasks_in(inbox(reviewer)) == []
    assert inbox(reviewer).context["unread"] == 0


def test_opening_the_case_marks_the_copy_read_once(reviewer: User, colleague: User, task: Task) -> None:
    copy = copied(task, reviewer, colleague)
    desk_of(reviewer).get(case_url(task))
    assert Copy.objects.get(pk=copy.pk).read_at is None
    assert desk_of(colleague).get(case_url(task, "copied")).status_code == 200
    read_at = Copy.objects.get(pk=copy.pk).read_at
    assert read_at is not None
    desk_of(colleague).get(case_url(task, "copied"))
    assert Copy.objects.get(pk=copy.pk).read_at == read_at
    page = inbox(colleague)
    assert (tasks_in(page), page.context["unread"]) == ([task.pk], 0)
    assert "已阅" in page.text


def test_copied_person_reads_the_case_and_decides_nothing(
    reviewer: User, colleague: User, task: Task
) -> None:
    copied(task, reviewer, colleague)
    page = desk_of(colleague).get(case_url(task, "copied"))
    assert (page.context["is_mine"], page.context["is_free"]) == (False, False)
    assert "data-decision" not in page.text
    answer = desk_of(colleague).post(case_url(task), {"choice": "approve", "opinion": "同意。"})
    assert answer.status_code == 403
    claim = desk_of(colleague).post(reverse("tasks:claim", args=[task.process_id, task.pk]))
    assert claim.status_code == 409
    task.refresh_from_db()
    assert task.owner == reviewer


def test_case_copied_stands_once_at_its_latest_task(reviewer: User, colleague: User, task: Task) -> None:
    copied(task, reviewer, colleague)
    answered(task, reviewer)
    later = open_task(task.process.coerced)
    assert later.pk != task.pk
    assert tasks_in(inbox(colleague)) == [later.pk]


def test_case_refused_is_still_listed_to_whom_it_was_copied(
    reviewer: User, colleague: User, task: Task
) -> None:
    copied(task, reviewer, colleague)
    answered(task, reviewer, "refuse")
    page = inbox(colleague)
    assert tasks_in(page) == [task.pk]
    assert desk_of(colleague).get(case_url(task, "copied")).status_code == 200


def test_copied_tab_takes_the_same_queries_for_one_and_three(reviewer: User, colleague: User) -> None:
    client, address = desk_of(colleague), reverse("inbox:list")
    copied(taken(started(), reviewer), reviewer, colleague)
    client.get(address, {"tab": "copied"})
    one = queries_of(lambda: client.get(address, {"tab": "copied"}))
    for _more in range(2):
        copied(taken(started(), reviewer), reviewer, colleague)
    assert queries_of(lambda: client.get(address, {"tab": "copied"})) == one


def test_comment_with_mention_and_file_stands_among_the_opinions(
    reviewer: User, colleague: User, task: Task
) -> None:
    answer = said(reviewer, task, text="请核对。", mention=[colleague.pk], upload=file())
    assert (answer.status_code, answer["Location"]) == (302, f"{case_url(task)}#remarks")
    comment = Comment.objects.get()
    assert (comment.by, comment.text, comment.name, list(comment.mentions.all())) == (
        reviewer,
        "请核对。",
        "核对表.pdf",
        [colleague],
    )
    page = desk_of(colleague).get(case_url(task))
    newest = page.context["remarks"][0]
    assert (newest.who, newest.label, newest.text, newest.comment) == (
        "演示经办",
        "留言",
        "请核对。",
        comment,
    )
    for words in ("@演示复核", "核对表.pdf", reverse("inbox:comment_file", args=[comment.pk])):
        assert words in page.text


def test_remarks_are_ordered_by_time(reviewer: User, task: Task) -> None:
    said(reviewer, task, text="先留言。")
    answered(task, reviewer)
    later = open_task(task.process.coerced)
    page = desk_of(reviewer).get(case_url(later))
    assert [remark.label for remark in page.context["remarks"]] == ["初审 通过", "留言", "提交"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": " "}, "请填写留言。"),
        ({"text": "请看。", "mention": [10**6]}, "所选人员不能查看本件，请重新选择。"),
    ],
)
def test_refused_comment_is_told_in_words_and_keeps_the_text(
    reviewer: User, task: Task, given: dict[str, Any], sentence: str
) -> None:
    answer = said(reviewer, task, **given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.context["form"]["text"].value() == given["text"]
    assert not Comment.objects.exists()


def test_file_that_is_not_what_it_says_is_refused_and_the_text_kept(reviewer: User, task: Task) -> None:
    bad = SimpleUploadedFile("脚本.pdf", b"<script>alert(1)</script>", content_type="application/pdf")
    answer = said(reviewer, task, text="请核对。", upload=bad)
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == "请核对。"
    assert len(answer.context["form"].non_field_errors()) == 1
    assert not Comment.objects.exists()


def test_only_who_may_open_the_case_is_offered_or_mentioned(reviewer: User, task: Task) -> None:
    editor = staff_in_group("editor")
    page = desk_of(reviewer).get(reverse("inbox:comments", args=[task.process_id, task.pk]))
    offered = set(page.context["form"].fields["mention"].queryset)
    assert editor not in offered
    assert reviewer not in offered
    assert said(reviewer, task, text="请看。", mention=[editor.pk]).status_code == 422


def test_file_is_handed_out_closed_and_only_to_who_may_open_the_case(
    reviewer: User, colleague: User, task: Task
) -> None:
    said(reviewer, task, text="请核对。", upload=file())
    address = reverse("inbox:comment_file", args=[Comment.objects.get().pk])
    answer = desk_of(colleague).get(address, {"preview": "1"})
    assert (answer.status_code, answer["Cache-Control"], answer["X-Content-Type-Options"]) == (
        200,
        "private, no-store, max-age=0, no-cache, must-revalidate",
        "nosniff",
    )
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert b"".join(answer.streaming_content) == pdf_bytes("7")
    assert desk_of(staff_in_group("editor")).get(address).status_code in {302, 403}
    assert "login" in Client().get(address)["Location"]
    assert desk_of(task.process.coerced.application.applicant).get(address).status_code in {302, 403}


def test_comment_without_a_file_has_none_to_fetch(reviewer: User, task: Task) -> None:
    said(reviewer, task, text="请看。")
    assert (
        desk_of(reviewer).get(reverse("inbox:comment_file", args=[Comment.objects.get().pk])).status_code
        == 404
    )
    assert desk_of(reviewer).get(reverse("inbox:comment_file", args=[10**6])).status_code == 404


def test_comments_are_closed_to_staff_without_the_case(task: Task) -> None:
    editor = staff_in_group("editor")
    address = reverse("inbox:comments", args=[task.process_id, task.pk])
    assert desk_of(editor).get(address).status_code == 403
    assert desk_of(editor).post(address, {"text": "请看。"}).status_code == 403
    assert not Comment.objects.exists()


def test_case_page_takes_the_same_queries_for_one_and_three_comments(
    reviewer: User, colleague: User, task: Task
) -> None:
    def speak() -> None:
        comment_case(
            process=task.process.coerced, by=reviewer, text="请看。", at=timezone.now(), mention=[colleague]
        )

    client = desk_of(reviewer)
    speak()
    client.get(case_url(task))
    one = queries_of(lambda: client.get(case_url(task)))
    speak()
    speak()
    assert queries_of(lambda: client.get(case_url(task))) == one
