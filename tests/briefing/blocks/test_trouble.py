from bot.briefing.blocks import trouble
from bot.errors import FactdeskError, PaywallError
from tests.slack_limits import check_message


def test_trouble_says_what_happened_and_the_way_out() -> None:
    message = trouble(PaywallError("The article at <https://a.example> is for subscribers.", url="https://a.example"))
    check_message(dict(message))
    assert (
        message["text"] == "The article at &lt;https://a.example&gt; is for subscribers. Paste the text with `/brief`."
    )


def test_a_long_error_is_cut() -> None:
    check_message(dict(trouble(FactdeskError("<x> " * 5000, remedy="&" * 5000))))
