"""What the officer of a window reads when its last day moves or becomes final."""

from datetime import datetime

from messaging.actions import announce
from messaging.audiences import Concerned
from publicity.models import Window


def tell_officer(window: Window, at: datetime) -> None:
    """To whoever drew up the list; once for a date and its certainty."""
    if (day := window.last_day) is None:
        return
    until = f"{day.year}年{day.month}月{day.day}日" + ("（暂定）" if window.is_provisional else "")
    certainty = "provisional" if window.is_provisional else "final"
    announce(
        event="window.dated",
        params={"title": window.title, "date": until},
        concerned=Concerned(person=(window.created_by,)),
        key=f"window:{window.pk}:{day}:{certainty}",
        at=at,
    )
