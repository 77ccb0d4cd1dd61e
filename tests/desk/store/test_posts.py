"""A message is announced before it is sent, so that whoever finds it unsent knows that Slack may have it."""

from bot.desk.store import Post, Store
from tests.desk.store.records import case, opened

REPLY = Post(key="1:1", team="T1", channel="C1", case="1", place=1)


async def test_what_was_sent_is_known_by_its_key(store: Store) -> None:
    await opened(store)
    assert await store.sending(REPLY) == REPLY
    await store.sent("1:1", "5.0")
    found = await store.sending(REPLY)
    assert (found.ts, found.attempt) == ("5.0", 1)
    assert await store.post("1:1") == found
    assert await store.post("none") is None


async def test_what_was_begun_and_not_noted_is_counted(store: Store) -> None:
    await opened(store)
    attempts = [(await store.sending(REPLY)).attempt for _ in range(3)]
    assert attempts == [1, 2, 3]


async def test_a_sent_card_gives_its_case_a_place_in_the_channel(store: Store) -> None:
    await opened(store, case("1", card_ts=None, thread_ts=None))
    await store.sending(Post(key="1:0", team="T1", channel="C1", case="1", place=0))
    await store.sent("1:0", "7.0")
    assert await store.case("1") == case("1", card_ts="7.0", thread_ts="7.0")


async def test_a_card_under_a_message_stays_in_that_messages_thread(store: Store) -> None:
    await opened(store, case("1", card_ts=None, thread_ts="1.0"))
    await store.sending(Post(key="1:0", team="T1", channel="C1", case="1", place=0))
    await store.sent("1:0", "7.0")
    assert await store.case("1") == case("1", card_ts="7.0", thread_ts="1.0")


async def test_the_messages_of_a_case_are_those_that_stand_and_have_a_place(store: Store) -> None:
    await opened(store)
    await store.sending(REPLY)
    await store.sending(Post(key="line", team="T1", channel="C1", case="1"))
    await store.sent("line", "6.0")
    assert await store.posts("1") == {}
    await store.sent("1:1", "5.0")
    assert await store.posts("1") == {1: "5.0"}


async def test_a_message_may_belong_to_no_case(store: Store) -> None:
    await store.sending(Post(key="help", team="T1", channel="C1"))
    await store.sent("help", "9.0")
    found = await store.post("help")
    assert found is not None
    assert found.ts == "9.0"
