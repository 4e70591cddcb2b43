"""Events as iCalendar (RFC 5545): escaped, folded at 75 octets, CRLF, a UID that stays."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

TZID = "Asia/Shanghai"
OCTETS = 75
# China has kept one offset since 1991; the platform holds no older event.
ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{TZID}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_file(events: Iterable[Any], *, name: str, address: Any) -> bytes:
    """A VCALENDAR of events. `address(event)` is the full address of its page."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//yiqi//events//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{TZID}",
        *ZONE,
    ]
    for event in events:
        lines += _event_lines(event, address(event))
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def escaped(text: str) -> str:
    """TEXT of RFC 5545, 3.3.11: backslash, semicolon, comma, line ends; other control characters have no place."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(c for c in text if c == "\t" or c >= " ")


def folded(line: str) -> str:
    """Cut so that no line exceeds 75 octets, never inside a character (3.1)."""
    parts, size = [""], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += octets
    return "\r\n".join(parts)


def _event_lines(event: Any, address: str) -> Iterator[str]:
    changed_at = event.last_published_at or event.latest_revision_created_at or event.starts_at
    yield "BEGIN:VEVENT"
    yield f"UID:{event.translation_key}@yiqi"
    yield f"DTSTAMP:{_utc(changed_at)}"
    yield f"LAST-MODIFIED:{_utc(changed_at)}"
    yield from _span(event)
    yield f"SUMMARY:{escaped(event.title)}"
    yield f"DESCRIPTION:{escaped(_description(event, address))}"
    if event.place or event.online_url:
        yield f"LOCATION:{escaped(event.place or event.online_url)}"
    yield f"URL:{address}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _span(event: Any) -> Iterator[str]:
    """Hours in local time; a whole day ends on the day after, for DTEND is exclusive (3.6.1)."""
    if event.is_all_day:
        yield f"DTSTART;VALUE=DATE:{event.first_day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.last_day + timedelta(days=1):%Y%m%d}"
        return
    yield f"DTSTART;TZID={TZID}:{_local(event.starts_at)}"
    if event.ends_at > event.starts_at:
        yield f"DTEND;TZID={TZID}:{_local(event.ends_at)}"


def _description(event: Any, address: str) -> str:
    lines = [event.summary]
    if event.audience:
        lines.append(_("对象：%s") % event.audience)
    if event.online_url:
        lines.append(_("线上：%s") % event.online_url)
    if event.signup_url:
        lines.append(_("报名：%s") % event.signup_url)
    return "\n".join([*lines, address])


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y%m%dT%H%M%S}"
