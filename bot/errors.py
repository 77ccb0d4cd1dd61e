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
└── DeskError                 the team asked for something that the case does not allow
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


class DeskError(FactdeskError):
    """The team asked for something that the case does not allow."""
