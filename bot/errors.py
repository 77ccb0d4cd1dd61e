"""Every error that a person may meet, in one tree, so that each face tells them in the same words.

FactdeskError
├── SettingsError             a setting is missing or wrong; names its key
├── ModelError                the language pipeline's weights are missing or damaged
├── ReadError                 what came in cannot be read
│   ├── EmptyTextError        nothing to read
│   ├── NotTextError          binary, or no text in any known encoding
│   ├── TooLargeError         more than the limit
│   ├── LanguageError         not English
│   ├── FileError             no such file, unreadable, damaged or of a kind not read here
│   └── WebError              a link that cannot be read
│       ├── AddressError      not a public http or https address
│       ├── UnreachableError  no such host, refused, TLS trouble, broken off
│       ├── TimedOutError     took longer than the limit
│       ├── RedirectError     too many redirects, or one to nowhere
│       ├── StatusError       the site answered with an error status
│       ├── PaywallError      the article is for subscribers or behind a login
│       ├── NoArticleError    a page without an article's text, or one that needs JavaScript
│       └── ContentTypeError  not a page, a text or a document
├── DatabaseError             the desk's database does not answer
├── ExtractionError           an article that the extraction cannot get through
├── SlackError                Slack did not do what it was asked, though it may another time
│   ├── SlackBusyError        Slack takes nothing more for some seconds
│   └── SlackSilentError      Slack did not answer, so nobody knows whether it did what it was asked
├── FactCheckError            Google cannot be asked for other newsrooms' fact checks
│   ├── FactCheckKeyError     Google does not take the key, or not for this
│   ├── FactCheckBusyError    Google takes nothing more for some seconds
│   └── FactCheckDownError    Google does not answer, though it may another time
├── PageError                 the article page's link is not good
│   ├── PageForgedError       not one that we signed
│   └── PageExpiredError      ours, and run out
└── DeskError                 the team asked for something that the case does not allow
    └── ConflictError         somebody else was faster
"""


class FactdeskError(Exception):
    """Base of all errors; `sentence` is what a person is told, `remedy` what to do about it."""

    remedy = ""

    def __init__(self, sentence: str, *, remedy: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        if remedy is not None:
            self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()


class SettingsError(FactdeskError):
    """A setting is missing or wrong; `key` is the environment variable."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(f"{key}: {sentence}")
        self.key = key


class ModelError(FactdeskError):
    """The language pipeline cannot be loaded."""

    remedy = "Install Factdesk again, or make the weights with `factdesk train`."


class ReadError(FactdeskError):
    """What came in cannot be read."""


class EmptyTextError(ReadError):
    """There is nothing to read."""

    remedy = "Paste the article's text or its link."


class NotTextError(ReadError):
    """The bytes are no text."""

    remedy = "Save it as plain text, HTML, PDF or DOCX."


class TooLargeError(ReadError):
    """More bytes than the limit; `limit` is in bytes."""

    remedy = "Paste the part that matters."

    def __init__(self, sentence: str, *, limit: int) -> None:
        super().__init__(sentence)
        self.limit = limit


class LanguageError(ReadError):
    """The text is not English; `language` is an ISO 639-1 code."""

    remedy = "Factdesk reads English; paste an English version."

    def __init__(self, sentence: str, *, language: str) -> None:
        super().__init__(sentence)
        self.language = language


class FileError(ReadError):
    """A file is missing, unreadable, damaged or of a kind that is not read here."""

    remedy = "Give a TXT, HTML, PDF or DOCX file."


class WebError(ReadError):
    """A link cannot be read; `url` is the link."""

    remedy = "Paste the text with `/brief`."

    def __init__(self, sentence: str, *, url: str) -> None:
        super().__init__(sentence)
        self.url = url


class AddressError(WebError):
    """The link does not lead to a public http or https address."""


class UnreachableError(WebError):
    """The site could not be reached."""


class TimedOutError(WebError):
    """The site took longer than the limit."""


class RedirectError(WebError):
    """The link redirects too often, or to nowhere."""


class StatusError(WebError):
    """The site answered with an error; `status` is the HTTP status."""

    def __init__(self, sentence: str, *, url: str, status: int) -> None:
        super().__init__(sentence, url=url)
        self.status = status


class PaywallError(WebError):
    """The article is for subscribers, or behind a login."""


class NoArticleError(WebError):
    """The page holds no article's text, or needs JavaScript to show it."""


class ContentTypeError(WebError):
    """The link leads to something that is no page, text or document."""


class DatabaseError(FactdeskError):
    """The desk's database does not answer, or not now; what was being written is not written."""

    remedy = "Try again in a minute; if it stays, tell whoever runs Factdesk."


class ExtractionError(FactdeskError):
    """The extraction does not get through an article: it ends its workers, or takes longer than the limit."""

    remedy = "Paste the part that matters with `/brief`."


class SlackError(FactdeskError):
    """Slack did not do what it was asked, though it may another time."""


class SlackBusyError(SlackError):
    """Slack takes nothing more for so many `seconds`; what was asked was not done."""

    remedy = "Try again in a minute."

    def __init__(self, sentence: str, *, seconds: float) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class SlackSilentError(SlackError):
    """Slack did not answer, so nobody knows whether it did what it was asked."""

    remedy = "Look whether it is there before you try again."


class FactCheckError(FactdeskError):
    """Google cannot be asked for other newsrooms' fact checks, or not now."""

    remedy = "Search at https://toolbox.google.com/factcheck/explorer, or try again later."


class FactCheckKeyError(FactCheckError):
    """Google does not take the key, or not for this."""

    remedy = (
        "Tell whoever runs Factdesk: `FACTDESK_FACTCHECK_KEY` needs a key of a project with the Fact Check Tools API."
    )


class FactCheckBusyError(FactCheckError):
    """Google takes nothing more for so many `seconds`."""

    def __init__(self, sentence: str, *, seconds: float) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class FactCheckDownError(FactCheckError):
    """Google does not answer, though it may another time."""


class PageError(FactdeskError):
    """The link of an article page is not good."""

    remedy = "Open it from the briefing's card in Slack."


class PageForgedError(PageError):
    """The link is not one that we signed."""


class PageExpiredError(PageError):
    """The link was ours and has run out."""

    remedy = "Open it again from the briefing's card in Slack."


class DeskError(FactdeskError):
    """The team asked for something that the case does not allow."""


class ConflictError(DeskError):
    """Somebody else was faster: what this would have changed is no longer as it was read."""

    remedy = "Look at how it stands now, and try again."
