import pytest
from pydantic import ValidationError

from bot.briefing.export import Newsroom
from tests.briefing.export.dossiers import POST


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("https://post.example/checks", "https://post.example/checks#C1"),
        ("https://post.example/checks#top", "https://post.example/checks#C1"),
        ("https://post.example/checks/{briefing}", "https://post.example/checks/b%2F1#C1"),
        ("https://post.example/{briefing}/{claim}", "https://post.example/b%2F1/C1"),
        ("https://post.example/?claim={claim}#a", "https://post.example/?claim=C1#a"),
    ],
)
def test_each_review_has_an_address_of_its_own(pattern: str, address: str) -> None:
    assert Newsroom(name="The Post", url="https://post.example", reviews=pattern).review("b/1", "C1") == address


def test_a_page_may_take_the_place_of_the_pattern() -> None:
    assert POST.at("https://post.example/the-check").review("b", "C1") == "https://post.example/the-check#C1"
    with pytest.raises(ValidationError):
        POST.at("the check")


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"name": "x" * 101}, {"url": "post.example"}, {"reviews": "javascript:{claim}"}]
)
def test_a_newsroom_has_a_name_and_addresses_of_the_web(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Newsroom(**{"name": "The Post", "url": "https://post.example", "reviews": "https://post.example", **wrong})
