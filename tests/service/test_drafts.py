"""草稿：kept as typed, shown on top of the diary, gone with its report, and nobody else's."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from service.actions import save_draft
from service.actions.drafting import MOST_DRAFTS
from service.exceptions import NotHolderError, TooManyDraftsError
from service.models import DiaryDraft, DiaryEntry
from service.queries import drafts_of
from tests.factories.accounts import UserFactory
from tests.service.test_diary_pages import HOME, NEW, expert, typed  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
SAVE = "/my/diary/drafts/save/"
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


def unfinished(holder, **change):
    return {**typed(holder), "summary": "", "half_hours": 5, **change}


def test_unfinished_entry_is_kept_and_shown_and_counts_nowhere(client, expert):  # noqa: F811
    answer = client.post(SAVE, unfinished(expert, served_on=""))
    draft = DiaryDraft.objects.get()
    assert answer.json() == {
        "saved_at": "10:00",
        "stamp": "2026-11-20T10:00:00+08:00",
        "address": f"/my/diary/drafts/{draft.pk}/",
    }
    page = client.get(HOME)
    assert list(page.context["drafts"]) == [draft]
    assert "还没有填写服务内容" in page.text
    assert (DiaryEntry.objects.count(), expert.years.count()) == (0, 0)


def test_draft_saved_again_is_one_draft_with_the_newest_words(client, expert):  # noqa: F811
    form = unfinished(expert)
    client.post(SAVE, form)
    client.post(SAVE, {**form, "summary": "演示：改写"})
    assert DiaryDraft.objects.get().typed["summary"] == "演示：改写"


def test_draft_is_opened_as_it_was_left(client, expert):  # noqa: F811
    form = unfinished(expert)
    client.post(SAVE, form)
    answer = client.get(reverse("service:draft", args=[DiaryDraft.objects.get().pk]))
    assert f'name="form_key" value="{form["form_key"]}"' in answer.text
    assert '<option value="5" selected>2.5 小时</option>' in answer.text
    assert "演示甲厂，91330113DEM0000144" in answer.text


def test_finished_draft_is_reported_exactly_once_and_is_gone(client, expert):  # noqa: F811
    form = unfinished(expert)
    client.post(SAVE, form)
    finished = {**form, "summary": "演示：完成"}
    assert client.post(NEW, finished).url == client.post(NEW, finished).url
    assert (DiaryEntry.objects.count(), DiaryDraft.objects.count()) == (1, 0)


def test_late_autosave_does_not_bring_a_reported_draft_back(client, expert):  # noqa: F811
    form = typed(expert)
    client.post(NEW, form)
    answer = client.post(SAVE, form)
    assert (answer.status_code, answer.json()) == (409, {"refused": "这份日记已经填报，不再是草稿。"})
    assert not DiaryDraft.objects.exists()


def test_draft_button_works_without_scripts(client, expert):  # noqa: F811
    answer = client.post(NEW, {**unfinished(expert), "draft": "1"}, follow=True)
    assert answer.redirect_chain == [(HOME, 302)]
    assert "已存为草稿，没有填报。" in answer.text
    assert (DiaryEntry.objects.count(), DiaryDraft.objects.count()) == (0, 1)


def test_discarded_draft_is_gone(client, expert):  # noqa: F811
    client.post(SAVE, unfinished(expert))
    client.post(reverse("service:discard_draft", args=[DiaryDraft.objects.get().pk]))
    assert not DiaryDraft.objects.exists()


def test_draft_of_another_is_neither_found_nor_overwritten(client, expert):  # noqa: F811
    form = unfinished(expert)
    client.post(SAVE, form)
    draft, stranger = DiaryDraft.objects.get(), UserFactory()
    with pytest.raises(NotHolderError):
        save_draft(form_key=draft.form_key, typed={}, by=stranger, at=NOW)
    client.force_login(stranger)
    for name in ("service:draft", "service:discard_draft"):
        path = reverse(name, args=[draft.pk])
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert list(drafts_of(stranger)) == []
    assert DiaryDraft.objects.get().typed == draft.typed


def test_drafts_have_an_end(expert):  # noqa: F811
    for _turn in range(MOST_DRAFTS):
        save_draft(form_key=uuid4(), typed={}, by=expert.user, at=NOW)
    with pytest.raises(TooManyDraftsError, match="最多保存 20 份草稿"):
        save_draft(form_key=uuid4(), typed={}, by=expert.user, at=NOW)


def test_form_without_a_key_is_told_to_open_the_page_again(client, expert):  # noqa: F811
    answer = client.post(SAVE, {**unfinished(expert), "form_key": "1"})
    assert (answer.status_code, answer.json()) == (409, {"refused": "请重新打开填写页面。"})


def test_empty_diary_says_what_to_do(client, expert):  # noqa: F811
    page = client.get(HOME)
    assert "今年还没有志愿日记" in page.text
    assert page.context["page"].paginator.num_pages == 1


def test_diary_is_paged_newest_first(client, expert):  # noqa: F811
    for day in range(1, 20):
        for start in (18, 30):
            client.post(NEW, typed(expert, served_on=f"2026-11-{day:02d}", starts_half=start, firms=""))
    first, second = client.get(HOME).context["page"], client.get(HOME, {"page": 2}).context["page"]
    assert (len(first), len(second), first.paginator.count) == (20, 18, 38)
    assert (str(first[0].served_on), str(second[-1].served_on)) == ("2026-11-19", "2026-11-01")
