"""Direct speech as what is asked for."""

import pytest

from tests.extraction.newsroom import Asked, proposed


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“Open the gates!” the colonel ordered.", Asked("the colonel", "", "Open the gates")),
        ("“Open the gates!” ordered the colonel.", Asked("the colonel", "", "Open the gates")),
        ("“Let our sons come home,” the mothers pleaded.", Asked("the mothers", "", "Let our sons come home")),
        ("“Don't shoot,” she begged.", Asked("she", "", "Don't shoot")),
        ("“Lower your rifles,” the sheriff urged the rebels.", Asked("the sheriff", "the rebels", "Lower your rifles")),
        ("“Be silent!” the judge commanded.", Asked("the judge", "", "Be silent")),
    ],
)
def test_quotation_beside_a_verb_of_asking_is_what_is_asked(text: str, wanted: Asked) -> None:
    assert wanted in proposed(text)


def test_polite_question_is_what_is_asked() -> None:
    assert any(
        "open the road" in one.item for one in proposed("“Could you open the road?” the farmer asked the soldiers.")
    )


@pytest.mark.parametrize(
    "text",
    [
        "“Where is the money?” the senator asked.",
        "“You think the bank will pay?” the reporter asked.",
        "“It was a sad day,” he recalled.",
    ],
)
def test_question_or_remark_in_quotation_marks_asks_for_nothing(text: str) -> None:
    assert proposed(text) == []
