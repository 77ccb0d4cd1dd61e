"""Who asks whom for what, and what only looks like asking."""

import pytest

from tests.extraction.newsroom import Asked, asked, brief, proposed, reasons, sole_request


@pytest.mark.parametrize(
    ("text", "requester", "addressee", "item", "force"),
    [
        ("The United States asked Japan to send doctors to the region.", "United States", "Japan", "send doctors", "request"),
        ("President Peter Holm urged Russia on Tuesday to withdraw its troops.", "Peter Holm", "Russia", "withdraw its troops", "appeal"),
        ("The minister invited the president to visit Berlin.", "The minister", "the president", "visit Berlin", "request"),
        ("The judge ordered the company to pay the workers.", "The judge", "the company", "pay the workers", "order"),
        ("Peter Holm told the soldiers to leave the city.", "Peter Holm", "the soldiers", "leave the city", "order"),
        ("The United Nations appealed to Russia to release the prisoners.", "United Nations", "Russia", "release the prisoners", "appeal"),
        ("Ukraine appealed to Turkey for military aid.", "Ukraine", "Turkey", "military aid", "appeal"),
        ("Peter Holm called for an inquiry into the fire.", "Peter Holm", "", "an inquiry into the fire", "appeal"),
        ("The senator demanded an apology from the company.", "The senator", "the company", "an apology", "demand"),
        ("Japan was asked by the United States to send doctors.", "United States", "Japan", "send doctors", "request"),
    ],
)  # fmt: skip
def test_verb_of_asking_is_a_request(text: str, requester: str, addressee: str, item: str, force: str) -> None:
    (one,) = asked(text)
    assert (one.requester, one.addressee) == (requester, addressee)
    assert item in one.item
    assert sole_request(text).force == force


@pytest.mark.parametrize(
    ("text", "addressee", "item"),
    [
        ("Japan was urged to open its ports.", "Japan", "open its ports"),
        ("The government was asked to publish the report.", "The government", "publish the report"),
    ],
)
def test_passive_without_an_agent_names_nobody_who_asks(text: str, addressee: str, item: str) -> None:
    (one,) = asked(text)
    assert (one.requester, one.addressee, one.item) == ("", addressee, item)
    assert sole_request(text).requester.span is None


def test_object_and_thing_asked_for_are_told_apart() -> None:
    (one,) = asked("Ukraine asked Germany for help.")
    assert (one.requester, one.addressee, one.item) == ("Ukraine", "Germany", "help")


@pytest.mark.parametrize(
    ("text", "requester", "item"),
    [
        ("The prime minister rejected calls for a public inquiry into the fire.", "", "a public inquiry into the fire"),
        ("The United Nations made an appeal for food.", "United Nations", "food"),
        ("In his letter, the senator made a request for documents.", "the senator", "documents"),
    ],
)
def test_noun_of_asking_is_a_request(text: str, requester: str, item: str) -> None:
    assert (requester, item) in [(one.requester, one.item) for one in asked(text)]


def test_two_deeds_are_two_requests() -> None:
    found = asked("The White House asked Congress to approve the plan and send the money to Ukraine.")
    assert [one.item for one in found] == ["approve the plan", "send the money to Ukraine"]
    assert {one.addressee for one in found} == {"Congress"}


def test_three_deeds_are_three_requests() -> None:
    found = asked("The United Nations urged Russia to send doctors, open its ports and release the prisoners.")
    assert [one.item for one in found] == ["send doctors", "open its ports", "release the prisoners"]


def test_two_things_are_two_requests() -> None:
    found = asked("The United Nations made an appeal for food and medicine.")
    assert [one.item for one in found] == ["food", "medicine"]


@pytest.mark.parametrize(
    "text",
    [
        "The United States did not ask Japan to send doctors.",
        "The United States never asked Japan to send doctors.",
        "The United States has refused to ask Japan for help.",
        "The United States may ask Japan to send doctors.",
        "The United States would ask Japan to send doctors.",
        "If the United States asks Japan to send doctors, the border will open.",
        "If Russia demands the release of the prisoners, the talks will fail.",
        "The government did not call for an inquiry.",
    ],
)
def test_negated_refused_or_possible_request_is_none(text: str) -> None:
    assert asked(text) == []


def test_withdrawn_request_is_none() -> None:
    assert asked("The government withdrew its request for aid.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The senator asked whether the bridge was safe.",
        "The senator asked about the bridge.",
        "Reporters asked the minister whether the road was closed.",
        "The minister asked the senator whether the company had paid the workers.",
        "Maria Silva was asked about the fire.",
        "Maria Silva was asked to comment on the fire.",
        "“Will you leave?” Peter Holm asked.",
        'She asked him, "Where is the road?"',
    ],
)
def test_question_for_information_is_no_request(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The president threatened to attack the village.",
        "The president offered to send doctors.",
        "The president met the ambassador in Berlin on Tuesday.",
        "Peter Holm told the soldiers that the city was safe.",
        "In order to win, the company bought the bank.",
    ],
)
def test_threat_offer_or_report_is_no_request(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    "text",
    ["The senator urged the president not to sign the law.", "The judge ordered the company not to sign the law."],
)
def test_what_shall_not_be_done_keeps_its_not(text: str) -> None:
    assert all("not" in one.item.split() for one in asked(text))


def test_pronoun_that_is_asked_is_never_the_one_who_asks() -> None:
    (one,) = asked("Peter Holm asked her to leave the city.")
    assert one.addressee == "her"


def test_evidence_is_the_sentence_and_the_cue_the_word() -> None:
    text = "The road was closed. The United States asked Japan to send doctors. The town was quiet."
    request = sole_request(text)
    assert [span.quote for span in request.evidence] == ["The United States asked Japan to send doctors."]
    assert request.cue.quote == "asked"


def test_request_that_is_asked_for_is_no_claim() -> None:
    briefing = brief("Officials said that the United States asked Japan to send doctors.")
    assert len(briefing.requests) == 1
    assert all("unnamed" in reasons(claim) for claim in briefing.claims)


def test_day_is_nobody_who_asks() -> None:
    text = "Kenya's interior minister, Kithure Mwangi, on Sunday urged Uganda to send rescue boats after the floods."
    assert all("Sunday" not in one.requester for one in asked(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The tenants were asked to leave by the police.", Asked("the police", "The tenants", "leave")),
        ("She demanded to see the prisoners.", Asked("She", "", "see the prisoners")),
        ("The king ordered her immediate arrest.", Asked("The king", "", "her immediate arrest")),
        (
            "The general asked Libyan intelligence for technical help.",
            Asked("The general", "Libyan intelligence", "technical help"),
        ),
        (
            "It led to an appeal by Peter Holm to the mayor of Turin to send buses.",
            Asked("Peter Holm", "the mayor of Turin", "send buses"),
        ),
        (
            "The prime minister rejected a request from Jordan to open the crossing.",
            Asked("Jordan", "The prime minister", "open the crossing"),
        ),
        (
            "Germany's chancellor on Tuesday called on Moscow to end the siege.",
            Asked("Germany's chancellor", "Moscow", "end the siege"),
        ),
        (
            "Aid groups urged both sides in the conflict to open the road.",
            Asked("Aid groups", "both sides in the conflict", "open the road"),
        ),
        ("Japan warned Russia not to test the missile.", Asked("Japan", "Russia", "not to test the missile")),
        ("The miners insisted on a pay rise of six percent.", Asked("The miners", "", "a pay rise of six percent")),
        ("He is accused of pushing for a ban.", Asked("He", "", "a ban")),
        ("Critics accused the mayor of asking the bank for money.", Asked("the mayor", "the bank", "money")),
    ],
)
def test_parts_of_a_request_are_found_wherever_they_stand(text: str, wanted: Asked) -> None:
    assert wanted in proposed(text)


def test_nobody_who_asks_has_asked() -> None:
    assert asked("Neither the senator nor the mayor has asked the army for help.") == []
    assert asked("Nobody asked the army for help.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The hacker pleaded guilty to fraud and theft.",
        "The king ordered a pizza.",
        "The senator demanded to know the price.",
        "The minister arranged calls with both leaders to discuss the race.",
        "Maria Silva was asked if she would support the plan.",
    ],
)
def test_plea_in_court_purchase_or_question_is_no_request(text: str) -> None:
    assert asked(text) == []


def test_passive_under_a_report_is_not_asked_by_the_reporter() -> None:
    found = proposed("The minister said that the residents were ordered to leave the town.")
    assert {one.requester for one in found} == {""}


def test_reason_and_comment_are_no_part_of_what_is_asked() -> None:
    items = [
        one.item for one in proposed("Maria Silva called for the mayor to quit the race while the police investigate.")
    ]
    assert "quit the race" in items
