"""Everything the handlers say by themselves, to a person or to the log, in one place."""

HELP = """\
*Factdesk* briefs an article in a thread: who the actors are, who asks whom for what, which claims nobody has verified.
• `/brief https://…` for one link or several
• `/brief` and a pasted text for what is behind a paywall
In the thread, rule on a claim with its button, or write `C2 false because … https://…`
(true, mostly true, misleading, false, unproven, not checkable; or `C2 not a claim`)."""
READING_LINK = "Reading the link …"
READING_LINKS = "Reading {number} links …"
READING_TEXT = "Reading the text …"
TOO_MANY_LINKS = "That is {number} links, and I take {limit} at a time."
TOO_MANY_LINKS_REMEDY = "Send the rest in another `/brief`."
NO_LINK = "There is no link in this. Give each as https://…, one a line."

LOG_FAILED = "request failed type=%s error=%s"
