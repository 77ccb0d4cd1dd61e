"""No channel gets more than one post in any second, as Slack sees it, while others go on beside it."""

from itertools import pairwise

from tests.kill.bot import Fault
from tests.kill.ground import CHANNELS, USER, Ground

SECOND = 1.0
TEN = tuple(f"C0NUMBER{number}" for number in range(10))


def gaps(ground: Ground, channel: str) -> list[float]:
    """Return the seconds between the posts of a channel."""
    return [later.posted - sooner.posted for sooner, later in pairwise(ground.team.posts(channel))]


async def test_a_channel_rests_a_second_while_ten_go_on_side_by_side(ground: Ground) -> None:
    for channel in TEN:
        ground.people.channel(channel, USER)
    dying = await ground.start(Fault("post:answered", nth=8), channel_seconds=SECOND)
    await ground.start(channel_seconds=SECOND)
    for _ in range(2):
        for channel in TEN:
            await ground.share(channel)
    await ground.all_done()
    assert not dying.lives
    await ground.check()
    for channel in TEN:
        assert len(gaps(ground, channel)) > 2
        assert min(gaps(ground, channel)) >= SECOND
    firsts = [ground.team.posts(channel)[0].posted for channel in TEN]
    lasts = [ground.team.posts(channel)[-1].posted for channel in TEN]
    assert max(firsts) < min(lasts)


async def test_what_slack_says_of_when_to_come_again_outlasts_a_restart(ground: Ground) -> None:
    ground.people.sandbox.faults.refuse("chat.postMessage", "ratelimited", after=1, retry_after=3)
    bot = await ground.start(Fault("post:kept", nth=2, after=0.2))
    await ground.share(CHANNELS[0])
    assert await bot.end() < 0
    await ground.start()
    await ground.all_done()
    await ground.check()
    refused = next(call for call in ground.slack.calls if call.method == "chat.postMessage" and call.error)
    after = [call.at - refused.at for call in ground.slack.calls if call.method == "chat.postMessage"]
    assert not [seconds for seconds in after if 0 < seconds < 3]
