"""Where the page and the flow meet: a gathered list gets its draft, a published page stamps its window."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.index_pages import PublicityIndexPage
from content.publicity_pages import PublicityPage
from publicity.actions import stamp_published
from publicity.models import Window

ISSUER = "工业和信息化部中小企业发展促进中心"
PHONE = "010-0000 0000"


def draft_page(sender: type, *, window: Window, **kwargs: Any) -> None:
    """A page nobody sees yet, with words to begin from, below the column of 公示."""
    index = PublicityIndexPage.objects.first()
    if index is None or PublicityPage.objects.filter(window=window).exists():
        return
    page = PublicityPage(
        title=window.title,
        slug=slugify(f"window-{window.pk}"),
        window=window,
        issuer=ISSUER,
        objection_phone=PHONE,
        body=prepared_words(window),
        live=False,
    )
    index.add_child(instance=page)
    page.save_revision()


@translation.override(settings.LANGUAGE_CODE)  # a notice is Chinese, whoever draws it up
def prepared_words(window: Window) -> list[tuple[str, str]]:
    """The paragraphs a 公示 has to have; the editor may say them better."""
    unit = _("个工作日") if window.is_workdays else _("个自然日")
    return [
        ("paragraph", _("按照招募工作通知和管理办法，经申报、评审，拟将所附名单中的单位和个人纳入中小企业志愿服务工作站资源库和专家库，现予公示。")),
        ("paragraph", _("公示期为 {days} {unit}，起止日期见本页。公示期内，任何单位和个人如有异议，请以书面形式实名向我中心反映，并提供必要的证明材料；单位反映情况须加盖公章。匿名反映原则上不予受理。我中心对反映人信息严格保密。").format(days=window.days, unit=unit)),
        ("paragraph", _("公示期满无异议的，按规定认定并颁发电子证书。")),
    ]  # fmt: skip


def stamp_window(sender: type[Page], *, instance: Page, **kwargs: Any) -> None:
    """Publishing starts the clock, once; the sweep does the rest."""
    if isinstance(instance, PublicityPage):
        stamp_published(window=instance.window, at=timezone.now())
