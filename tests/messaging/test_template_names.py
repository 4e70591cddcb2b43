"""Every wording that comes with the platform has a name in words, and the one with a doubtful day fits a segment."""

import json
from pathlib import Path

from messaging.models import Template
from messaging.template_names import NAMES
from messaging.wording import ONE_SEGMENT, sms_length

ROWS = json.loads((Path(__file__).parents[2] / "fixtures/sms_templates.json").read_text())


def test_every_wording_has_a_name():
    assert {row["key"] for row in ROWS} == set(NAMES)


def test_added_wording_goes_by_its_key():
    assert Template(key="rename_decided").name == "rename_decided"


def test_supplement_with_a_doubtful_day_is_one_segment():
    text = next(row["text"] for row in ROWS if row["key"] == "supplement")
    assert sms_length(Template(text=text).sample) <= ONE_SEGMENT
