from bot.briefing.blocks import kit
from bot.briefing.blocks.kit import Group
from bot.sandbox.shapes import message_problems


def test_a_message_has_at_most_50_blocks() -> None:
    pages = kit.pages("Claims", [Group([kit.section("x"), kit.context("y")])] * 60)
    assert [len(page) for page in pages] == [49, 49, 25]
    assert [page[0]["text"]["text"] for page in pages] == ["Claims", "Claims, continued", "Claims, continued"]
    for page in pages:
        assert not message_problems({"text": "", "blocks": page})


def test_lines_fill_a_section_before_the_next_begins() -> None:
    (full, rest) = kit.sections(["x" * 999] * 4)
    assert len(full.blocks[0]["text"]["text"]) == 2999
    assert len(rest.blocks[0]["text"]["text"]) == 999


def test_a_quotation_mark_weighs_as_one() -> None:
    assert kit.weight([{"a": '""'}]) == kit.weight([{"a": "xx"}])
