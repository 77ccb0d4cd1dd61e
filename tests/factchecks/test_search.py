"""What is asked, what comes back and what a person is told, at a server that answers as Google does."""

import logging
import socket
import traceback

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.errors import (
    FactCheckBusyError,
    FactCheckDownError,
    FactCheckError,
    FactCheckKeyError,
    FactdeskError,
    SettingsError,
)
from bot.factchecks import FactChecks, Patience, Review
from tests.factchecks.google import (
    FLAT,
    HANG,
    KEY,
    Google,
    broken,
    busy,
    deep,
    found,
    long_list,
    refused,
    said,
    suspended,
    wrong_key,
)

AT_ONCE = Patience(pause=0.0)
CLAIM = "the earth is flat"


def asking(google: Google, key: str = KEY, patience: Patience = AT_ONCE) -> FactChecks:
    return FactChecks(SecretStr(key), base_url=google.base_url, patience=patience)


async def refusal(google: Google, *answers: web.Response | None, patience: Patience = AT_ONCE) -> FactCheckError:
    """Return the error that a search ends in."""
    google.answer(*answers)
    with pytest.raises(FactCheckError) as raised:
        await asking(google, patience=patience).search(CLAIM)
    return raised.value


async def test_a_claim_is_found_with_who_checked_it_and_what_they_said(google: Google) -> None:
    assert await asking(google).search(CLAIM) == (
        Review(
            claim="The earth is flat",
            claimant="A blog",
            publisher="PolitiFact",
            rating="Pants on Fire",
            title="No, the earth is not flat",
            url="https://www.politifact.com/flat",
            date="2020-07-31",
        ),
    )


async def test_nothing_but_the_claim_and_its_language_leaves_the_newsroom(google: Google) -> None:
    await asking(google).search("  the <b>earth</b>\n is & stays flat ", "en-GB", most=3)
    (asked,) = google.asked
    assert dict(asked.query) == {
        "query": "the <b>earth</b> is & stays flat",
        "languageCode": "en-GB",
        "pageSize": "3",
    }
    assert set(asked.headers) == {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent", "X-Goog-Api-Key"}
    assert not await asked.read()


async def test_a_language_that_is_none_is_not_asked_for(google: Google) -> None:
    await asking(google).search(CLAIM, "en&key=x")
    assert set(google.asked[0].query) == {"query", "pageSize"}


async def test_a_long_claim_is_asked_for_by_its_beginning(google: Google) -> None:
    await asking(google).search("flat " * 10_000)
    query = google.asked[0].query["query"]
    assert len(query) <= 300
    assert set(query.split()) == {"flat"}


@pytest.mark.parametrize("key", [None, SecretStr(""), SecretStr("  ")])
async def test_without_a_key_nobody_is_asked(google: Google, key: SecretStr | None) -> None:
    checks = FactChecks(key, base_url=google.base_url)
    assert not checks.on
    assert await checks.search(CLAIM) == ()
    assert google.asked == []


async def test_a_claim_without_words_is_not_asked_for(google: Google) -> None:
    assert await asking(google).search(" \n\u202e") == ()
    assert google.asked == []


async def test_a_key_is_taken_without_the_spaces_around_it(google: Google) -> None:
    assert await asking(google, f" {KEY}\n").search(CLAIM)


@pytest.mark.parametrize("key", ["two words", "a\r\nHost: evil.example", "clé"])
def test_a_key_that_no_header_can_carry_names_its_setting(key: str) -> None:
    with pytest.raises(SettingsError, match=r"^FACTDESK_FACTCHECK_KEY: ") as raised:
        FactChecks(SecretStr(key))
    assert key not in str(raised.value)


async def test_nothing_found_is_no_error(google: Google) -> None:
    google.answer(found())
    assert await asking(google).search(CLAIM) == ()


async def test_no_more_than_wanted_comes_back_and_each_review_once(google: Google) -> None:
    many = [
        {**FLAT, "claimReview": [{**FLAT["claimReview"][0], "url": f"https://a.example/{i // 2}"}]} for i in range(9)
    ]
    google.answer(found(*many))
    urls = [review.url for review in await asking(google).search(CLAIM, most=3)]
    assert urls == ["https://a.example/0", "https://a.example/1", "https://a.example/2"]


async def test_a_review_that_nobody_can_use_is_left_out_and_the_rest_kept(google: Google) -> None:
    whole = FLAT["claimReview"][0]
    useless = [{**whole, "url": url} for url in ("javascript:alert(1)", "", 5, None)]
    useless += [{**whole, "textualRating": " "}, {**whole, "publisher": {}}, {"publisher": "PolitiFact"}, "no", None]
    google.answer(
        found({**FLAT, "claimReview": [*useless, whole]}, {"text": "no reviews"}, "no", 5, {"claimReview": {}})
    )
    assert [review.publisher for review in await asking(google).search(CLAIM)] == ["PolitiFact"]


async def test_a_publisher_without_a_name_has_its_site_and_a_date_that_is_none_is_left_out(google: Google) -> None:
    bare = {"publisher": {"site": "fullfact.org"}, "url": "https://fullfact.org/a", "textualRating": "This is wrong."}
    google.answer(found({"claimReview": [{**bare, "reviewDate": "soon"}]}))
    (review,) = await asking(google).search(CLAIM)
    assert (review.publisher, review.claim, review.title, review.date) == ("fullfact.org", "", "", None)


@pytest.mark.parametrize(
    "text",
    ["", "<html>", "[]", "null", "5", '{"claims": {}}', '{"claims": null}', '{"claims": [', "\ufeff", deep()],
    ids=lambda text: text[:12],
)
async def test_what_google_never_sends_is_said_to_be_unreadable_and_not_asked_again(google: Google, text: str) -> None:
    error = await refusal(google, said(text))
    assert str(error).startswith("Google's fact checks answered with something that I cannot read.")
    assert len(google.asked) == 1


async def test_an_answer_without_end_is_not_read_to_the_end(google: Google) -> None:
    assert "cannot read" in str(await refusal(google, said(long_list(5000))))


async def test_a_wrong_key_is_said_to_be_wrong_and_not_tried_again(google: Google) -> None:
    with pytest.raises(FactCheckKeyError, match=r"does not take the key.*FACTDESK_FACTCHECK_KEY"):
        await asking(google, "AIzaWrong").search(CLAIM)
    assert len(google.asked) == 1


@pytest.mark.parametrize("reason", ["SERVICE_DISABLED", "API_KEY_SERVICE_BLOCKED", "CONSUMER_SUSPENDED", ""])
async def test_a_key_that_may_not_ask_is_said_to_be_that(google: Google, reason: str) -> None:
    error = await refusal(google, refused(403, "PERMISSION_DENIED", "No.", reason=reason))
    assert isinstance(error, FactCheckKeyError)
    assert "does not let this key ask" in str(error)
    assert len(google.asked) == 1


async def test_a_question_that_google_refuses_does_not_blame_the_key(google: Google) -> None:
    error = await refusal(google, refused(400, "INVALID_ARGUMENT", "Invalid language code."))
    assert type(error) is FactCheckError
    assert "did not take the question for fact checks (400)" in str(error)


@pytest.mark.parametrize("status", [301, 302, 307, 404])
async def test_a_redirect_is_not_followed_with_the_key(google: Google, status: int) -> None:
    answer = web.Response(status=status, headers={"Location": f"{google.base_url}/claims:search?query=x"})
    assert type(await refusal(google, answer)) is FactCheckError
    assert len(google.asked) == 1


async def test_google_out_of_order_is_asked_again_until_it_answers(google: Google) -> None:
    google.answer(broken(), said("bad gateway", 502), found(FLAT))
    assert len(await asking(google).search(CLAIM)) == 1
    assert len(google.asked) == 3


async def test_google_out_of_order_for_good_is_asked_three_times(google: Google) -> None:
    error = await refusal(google, broken())
    assert isinstance(error, FactCheckDownError)
    assert "out of order (500)" in str(error)
    assert len(google.asked) == 3


async def test_a_short_wait_that_google_asks_for_is_waited(google: Google) -> None:
    google.answer(busy(**{"Retry-After": "0"}), found(FLAT))
    assert len(await asking(google).search(CLAIM)) == 1


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (busy(**{"Retry-After": "41"}), 41.0),
        (refused(429, "RESOURCE_EXHAUSTED", "Quota.", details=[{"retryDelay": "52.5s"}]), 52.5),
        (busy(), 30.0),
        (busy(**{"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}), 30.0),
        (said("<html>", 429), 30.0),
    ],
)
async def test_a_wait_that_is_too_long_is_told_at_once(google: Google, answer: web.Response, seconds: float) -> None:
    error = await refusal(google, answer)
    assert isinstance(error, FactCheckBusyError)
    assert error.seconds == seconds
    assert len(google.asked) == 1


async def test_google_that_never_answers_is_given_up_within_the_time(google: Google) -> None:
    error = await refusal(google, HANG, patience=Patience(seconds=0.2))
    assert isinstance(error, FactCheckDownError)
    assert "did not answer within 0.2 seconds" in str(error)


async def test_a_pause_for_which_there_is_no_time_is_not_made(google: Google) -> None:
    error = await refusal(google, broken(), patience=Patience(pause=60.0))
    assert isinstance(error, FactCheckDownError)
    assert len(google.asked) == 1


async def test_nobody_there_is_said_to_be_out_of_reach() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(FactCheckDownError, match="cannot be reached"):
        await FactChecks(SecretStr(KEY), base_url=address, patience=AT_ONCE).search(CLAIM)


@pytest.mark.parametrize("answer", [suspended(), broken(), said(KEY), said(f'{{"claims": "{KEY}"}}'), wrong_key()])
async def test_the_key_stands_in_no_error_and_no_log(
    google: Google, answer: web.Response, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    error = await refusal(google, answer)
    assert google.asked
    shown = "".join(traceback.format_exception(error)) + repr(vars(error)) + caplog.text
    shown += "".join(repr(record.__dict__) for record in caplog.records if record.name != "aiohttp.access")
    assert KEY not in shown
    assert error.__context__ is None


async def test_the_key_stands_in_no_address_and_no_repr(google: Google) -> None:
    checks = asking(google)
    await checks.search(CLAIM)
    assert KEY not in google.asked[0].path_qs
    assert KEY not in repr(checks) + repr(vars(checks))


async def test_the_claim_stands_in_no_log_of_ours(google: Google, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    await asking(google).search(CLAIM)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert ours == ["asked for fact checks reviews=1"]


async def test_every_error_is_one_that_a_person_can_be_told(google: Google) -> None:
    for answer in (broken(), busy(), suspended(), said("")):
        error = await refusal(google, answer)
        assert isinstance(error, FactdeskError)
        assert error.sentence
        assert error.remedy
