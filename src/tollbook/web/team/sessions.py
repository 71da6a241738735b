"""The sessions of a team's desk: begun empty, changed for a new one at each step in, ended by time. In memory only."""

import datetime as dt
import secrets
from collections.abc import Callable, Iterator

from tollbook.model.account import Account
from tollbook.web.guard import Session

IDLE = dt.timedelta(minutes=60)
LONGEST = dt.timedelta(hours=12)
MOST_EMPTY = 1000
"""Visitors who have not logged in; the oldest are forgotten."""
MOST_WRONG = 20
WINDOW = dt.timedelta(minutes=15)
"""Wrong tries from one address in this time, whatever names they were for."""
MOST_ADDRESSES = 10_000


class TeamSession(Session):
    """A browser at a team's desk. ``stage`` is visitor, half (the code is missing) or inside.

    ``pending`` is a second factor's secret to be confirmed, ``shown_once`` what the next page of the own account shows,
    ``one_time`` the name and password that the next page of all accounts does.
    """

    stage: str = "visitor"
    account: Account | None = None
    born: dt.datetime = dt.datetime.min.replace(tzinfo=dt.UTC)
    seen: dt.datetime = dt.datetime.min.replace(tzinfo=dt.UTC)
    next: str = "/"
    pending: str = ""
    shown_once: tuple[str, ...] = ()
    one_time: tuple[str, str] | None = None

    def may(self, right: str) -> bool:
        """Return True when the account that is inside has the right."""
        return self.stage == "inside" and self.account is not None and self.account.may(right)


class Sessions:
    """All sessions by their secret. ``now`` gives the time."""

    def __init__(self, now: Callable[[], dt.datetime]) -> None:
        self._now = now
        self._held: dict[str, TeamSession] = {}
        self._wrong: dict[str, list[dt.datetime]] = {}

    def find(self, identity: str) -> TeamSession | None:
        """Return the session, its last use noted; None where there is none or its time is over."""
        session = self._held.get(identity)
        if session is None:
            return None
        now = self._now()
        if now - session.seen > IDLE or now - session.born > LONGEST:
            self._held.pop(identity, None)
            return None
        session.seen = now
        return session

    def begin(self, *, stage: str = "visitor", account: Account | None = None, onward: str = "/") -> str:
        """Make a session and return its secret."""
        if stage == "visitor":
            self._make_room()
        identity, now = secrets.token_urlsafe(32), self._now()
        self._held[identity] = TeamSession(
            csrf=secrets.token_urlsafe(32),
            who=account.name if account else "",
            is_cleared=bool(account and account.is_cleared and stage == "inside"),
            stage=stage,
            account=account,
            born=now,
            seen=now,
            next=onward,
        )
        return identity

    def end(self, identity: str) -> None:
        """Forget a session."""
        self._held.pop(identity, None)

    def end_all_of(self, name: str) -> None:
        """Forget every session of an account: it was disabled, reset, or has a new password."""
        for identity in [i for i, s in self._held.items() if s.account and s.account.name == name]:
            self.end(identity)

    def _make_room(self) -> None:
        empty = [i for i, s in self._held.items() if s.stage == "visitor"]
        for identity in empty[: max(0, len(empty) - MOST_EMPTY + 1)]:
            self.end(identity)

    def note_wrong(self, address: str) -> None:
        """Count a wrong try from an address."""
        if len(self._wrong) >= MOST_ADDRESSES:
            self._wrong.pop(next(iter(self._wrong)))
        self._wrong[address] = [*self._recent(address), self._now()]

    def is_slowed(self, address: str) -> bool:
        """Return True when too many wrong tries came from an address lately."""
        return len(list(self._recent(address))) >= MOST_WRONG

    def _recent(self, address: str) -> Iterator[dt.datetime]:
        since = self._now() - WINDOW
        return (moment for moment in self._wrong.get(address, ()) if moment > since)
