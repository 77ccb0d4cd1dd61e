"""What a job is given survives being kept, and each kind is known by its name."""

import json

import pytest

from bot.briefing.model import Model
from bot.briefing.ruling import Verdict
from bot.desk.jobs import kinds
from bot.desk.jobs.kinds import KINDS, Decided, Follow, Kind, Pointer, Preview, Shown, Told, partition
from bot.desk.words import Ruled
from tests.desk.jobs.given import ASKER, brief, said, thread

GIVEN: dict[str, Model] = {
    "brief": brief(under="1.0"),
    "follow": Follow(holder="T1:1", brief=brief()),
    "preview": Preview(team="T1", urls=("https://news.example/a",), where={"channel": "C1", "ts": "1.0"}),
    "words": said(),
    "rule": Decided(
        asker=ASKER, case="case", ruled=Ruled(claim="C1", verdict=Verdict.FALSE, links=("https://x.example",))
    ),
    "tell": Told(asker=ASKER, sentence="So."),
    "thread": thread("case"),
    "point": Pointer(team="T1", channel="C1", case="case", brief=brief()),
    "show": Shown(team="T1", channel="C1", asker=ASKER, case="case", first=1, last=2),
}


def test_every_kind_is_listed_by_its_name() -> None:
    all_of_them = {value.name: value for value in vars(kinds).values() if isinstance(value, Kind)}
    assert all_of_them == KINDS


@pytest.mark.parametrize("name", [name for name in KINDS if name in GIVEN])
def test_what_a_job_is_given_comes_back_as_it_was(name: str) -> None:
    kept = json.loads(json.dumps(GIVEN[name].model_dump(mode="json")))
    assert KINDS[name].given.model_validate(kept) == GIVEN[name]


@pytest.mark.parametrize("name", [name for name in KINDS if name in GIVEN])
def test_jobs_of_a_channel_and_no_others_wait_for_each_other_there(name: str) -> None:
    channel = partition(GIVEN[name])
    assert (channel is not None) == KINDS[name].queue.by_channel
    assert channel in {None, "T1:C1"}
