"""The article page: the text with what was found in it marked in place, one file that asks nothing of any other.

Apart from the other faces because it alone shows the whole article, and because a browser will believe whatever is HTML.
"""

from bot.briefing.page.address import signed, verified
from bot.briefing.page.document import render
from bot.briefing.page.policy import content_security_policy, headers

__all__ = [
    "content_security_policy",
    "headers",
    "render",
    "signed",
    "verified",
]
