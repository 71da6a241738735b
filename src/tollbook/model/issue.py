"""Something a person should look at. Bad input becomes an Issue, stored and shown; the run goes on."""

from typing import Literal

import msgspec

Severity = Literal["info", "warning", "error"]


class Issue(msgspec.Struct, frozen=True):
    """``code`` names the rule (kebab-case, documented), ``subject`` the thing, ``message`` the value seen, ``hint`` the next step."""

    code: str
    severity: Severity
    subject: str
    message: str
    hint: str = ""


class ItemFailed(Exception):  # noqa: N818  # named for what the caller should do: skip this one item, go on
    """One item could not be processed; carries the Issue that says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


class RunAborted(Exception):  # noqa: N818  # named for what the caller should do: stop the whole run
    """Nothing more can be done; carries the Issue that says why. Nothing was half-written."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue

    def __reduce__(self) -> tuple[type["RunAborted"], tuple[Issue]]:
        """Return what makes it again in another process: the Issue, not only its message."""
        return type(self), (self.issue,)
