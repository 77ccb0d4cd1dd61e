"""What a browser may do with the page: show it, and nothing else. Data only; whoever serves the page sends it."""

import base64
import hashlib
import re
from typing import Final

_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_NOTHING_ELSE: Final = ("default-src 'none'", "base-uri 'none'", "form-action 'none'")
# Unlike the rest a browser takes this one from a header only.
_NO_FRAMES: Final = "frame-ancestors 'none'"


def style_policy(style: str) -> str:
    """Return the policy that lets exactly this style sheet in; it stands in the page itself, for when it is a file."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return "; ".join([*_NOTHING_ELSE, f"style-src 'sha256-{digest}'"])


def content_security_policy(html: str) -> str:
    """Return the Content-Security-Policy of a page that `render` made: its own style sheet, no script, no request."""
    # article text is escaped, so the first <style> is ours
    found = _STYLE.search(html)
    return f"{style_policy(found[1] if found else '')}; {_NO_FRAMES}"


def headers(html: str) -> dict[str, str]:
    """Return the headers to serve a page with: the policy, and that it is kept, indexed and told on by nobody."""
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": content_security_policy(html),
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
