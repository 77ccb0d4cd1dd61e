"""Who is shown as an actor, and in what order."""

from tests.extraction.newsroom import brief

TEXT = (
    "Anna Berg, the mayor, asked the European Commission on Monday to send money. "
    "Anna Berg said that the city needed a new bridge. Peter Holm criticised her. "
    "The bridge stands near the Museum of Modern Art."
)


def test_those_who_act_come_before_those_who_are_only_named() -> None:
    names = [actor.name for actor in brief(TEXT).actors]
    assert names[0] == "Anna Berg"
    assert {"European Commission", "Peter Holm"} <= set(names)
    assert "Museum of Modern Art" not in names


def test_every_actor_has_a_confidence() -> None:
    assert all(0.0 < actor.confidence <= 1.0 for actor in brief(TEXT).actors)
