from bot.briefing.blocks import trouble
from bot.errors import FactdeskError, PaywallError
from bot.sandbox.shapes import message_problems


def test_trouble_says_what_happened_and_the_way_out() -> None:
    message = trouble(PaywallError("The article at <https://a.example> is for subscribers.", url="https://a.example"))
    assert not message_problems(message)
    assert (
        message["text"] == "The article at &lt;https://a.example&gt; is for subscribers. Paste the text with `/brief`."
    )


def test_a_long_error_is_cut() -> None:
    assert not message_problems(trouble(FactdeskError("<x> " * 5000, remedy="&" * 5000)))
