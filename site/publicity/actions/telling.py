"""What the officer of a window reads when its last day moves or becomes final."""

from messaging.actions import queue_message
from messaging.models import Channel
from publicity.models import Window


def tell_officer(window: Window) -> None:
    """A message on the site to whoever drew up the list; once for a date and its certainty."""
    if (day := window.last_day) is None:
        return
    until = f"{day.year}年{day.month}月{day.day}日" + ("（暂定）" if window.is_provisional else "")
    certainty = "provisional" if window.is_provisional else "final"
    queue_message(
        template="window_dated",
        to="",
        recipient=window.created_by,
        channel=Channel.SITE,
        params={"title": window.title, "date": until},
        key=f"window:{window.pk}:{day}:{certainty}",
    )
