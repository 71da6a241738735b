"""Logging in and out, one's own account, and the accounts of the team."""

import datetime as dt
import io

import segno
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tollbook.flow.judging.judge import JudgementRefused
from tollbook.flow.team import accounts
from tollbook.flow.team.accounts import AccountRefused, Checked
from tollbook.flow.team.restricting import restrict
from tollbook.model.account import RIGHTS, Account
from tollbook.web.acts import Fields
from tollbook.web.guard import is_local
from tollbook.web.page import back, desk_of, language_of, page, session_of
from tollbook.web.team.door import AccountDoor
from tollbook.web.team.sessions import TeamSession

MARK = 5
"""Pixels of one square of the picture that a phone reads."""


def _door(request: Request) -> AccountDoor:
    door: AccountDoor = request.app.state.door
    return door


def _here(request: Request) -> TeamSession:
    session = session_of(request)
    assert isinstance(session, TeamSession)  # the door gives no other
    return session


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _account(request: Request) -> Account:
    account = _here(request).account
    assert account is not None  # the door lets nobody here without one
    return account


def login_page(request: Request) -> Response:
    """Ask for name and password."""
    answer = page(request, "login", onward=request.query_params.get("next", "/"))
    state = request.state
    return _door(request).give(answer, state.identity) if getattr(state, "is_new", False) else answer


def login_act(request: Request, fields: Fields) -> Response:
    """Check name and password; the next step has a session of its own."""
    door = _door(request)
    address = request.client.host if request.client else ""
    if door.sessions.is_slowed(address):
        return _wrong(request, "login", "too_many", 429, onward=fields.get("next", "/"))
    found = accounts.check_password(desk_of(request).root, fields.get("who", ""), fields.get("password", ""), _now())
    if found.account is None:
        door.sessions.note_wrong(address)
        return _waiting(request, "login", found, onward=fields.get("next", "/"))
    stage = "half" if found.account.has_second else "inside"
    wanted = fields.get("next", "/")
    return _step_in(request, found.account, stage, wanted if is_local(wanted) else "/")


def second_page(request: Request) -> Response:
    """Ask for the code of the second factor."""
    return page(request, "second")


def second_act(request: Request, fields: Fields) -> Response:
    """Check the code."""
    session = _here(request)
    found = accounts.check_second(desk_of(request).root, session.who, fields.get("code", ""), _now())
    if found.account is None:
        return _waiting(request, "second", found)
    return _step_in(request, found.account, "inside", session.next)


def logout_act(request: Request, _: Fields) -> Response:
    """End this session."""
    _door(request).sessions.end(request.state.identity)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(_door(request).cookie, path="/")
    return answer


def _step_in(request: Request, account: Account, stage: str, onward: str) -> Response:
    """Change the session for a new one, so that no secret from before a password is of use after it."""
    door = _door(request)
    door.sessions.end(request.state.identity)
    door.forget(account.name)
    identity = door.sessions.begin(stage=stage, account=account, onward=onward)
    where = "/second" if stage == "half" else "/account" if account.must_change else onward
    return door.give(RedirectResponse(where, 303), identity)


def _waiting(request: Request, template: str, found: Checked, **values: str) -> Response:
    return _wrong(
        request, template, "wait" if found.waits_until else "wrong_login", 429 if found.waits_until else 403, **values
    )


def _wrong(request: Request, template: str, key: str, status: int, **values: str) -> Response:
    return page(request, template, status=status, problem=language_of(request).say(key), **values)


def account_page(request: Request) -> Response:
    """Show one's own account: password, second factor, token."""
    return _account_page(request)


def _account_page(request: Request, problem: str = "", status: int = 200) -> Response:
    session, account = _here(request), _account(request)
    if not account.has_second and not session.pending:
        session.pending = accounts.new_second()
    shown, session.shown_once = session.shown_once, ()
    address = accounts.second_address(session.pending, account.name, desk_of(request).name) if session.pending else ""
    return page(
        request,
        "account",
        status=status,
        account=account,
        rights=sorted(RIGHTS[account.role]),
        picture=_picture(address) if address and not account.has_second else "",
        secret=session.pending if not account.has_second else "",
        shown=shown,
        problem=problem,
    )


def _picture(address: str) -> str:
    """Return the picture of an address as the path of an SVG: data of squares, no text of anybody's."""
    stream = io.BytesIO()
    segno.make(address, micro=False).save(stream, kind="svg", scale=MARK, xmldecl=False, svgns=True, nl=False)
    return stream.getvalue().decode()


def password_act(request: Request, fields: Fields) -> Response:
    """Set one's own password; every other session of the account ends."""
    account, root = _account(request), desk_of(request).root
    checked = accounts.check_password(root, account.name, fields.get("old", ""), _now())
    if checked.account is None:
        return _account_page(request, language_of(request).say("wait" if checked.waits_until else "wrong_old"), 403)
    if fields.get("new", "") != fields.get("again", ""):
        return _account_page(request, language_of(request).say("differ_new"), 422)
    try:
        changed = accounts.set_password(root, account.name, fields.get("new", ""))
    except AccountRefused as error:
        return _account_page(request, str(error), 422)
    _door(request).sessions.end_all_of(account.name)
    return _step_in(request, changed, "inside", "/account")


def second_on_act(request: Request, fields: Fields) -> Response:
    """Turn the second factor on, when the code shows that the secret arrived."""
    session, account = _here(request), _account(request)
    if not session.pending:
        return _account_page(request, language_of(request).say("second_nothing"), 409)
    try:
        codes = accounts.confirm_second(
            desk_of(request).root, account.name, session.pending, fields.get("code", ""), _now()
        )
    except AccountRefused as error:
        return _account_page(request, str(error), 422)
    session.pending, session.shown_once = "", codes
    _door(request).forget(account.name)
    return RedirectResponse("/account", 303)


def token_act(request: Request, _: Fields) -> Response:
    """Make a token for the JSON interface, shown once."""
    session = _here(request)
    session.shown_once = (accounts.new_token(desk_of(request).root, session.who),)
    return RedirectResponse("/account", 303)


def accounts_page(request: Request) -> Response:
    """List the accounts of the team."""
    return _accounts_page(request)


def _accounts_page(request: Request, problem: str = "", status: int = 200) -> Response:
    session = _here(request)
    shown, session.one_time = session.one_time, None
    found = accounts.accounts_of(desk_of(request).root)
    return page(request, "accounts", status=status, accounts=found, roles=tuple(RIGHTS), shown=shown, problem=problem)


def account_act(request: Request, fields: Fields) -> Response:
    """Make an account, change what it may do, or give it a new one-time password."""
    name, action = fields.get("name", ""), fields.get("action", "")
    try:
        _ACTIONS.get(action, _unknown)(request, name, fields)
    except AccountRefused as error:
        return _accounts_page(request, str(error), 422)
    _door(request).forget(name)
    return RedirectResponse("/accounts", 303)


def _unknown(_: Request, name: str, fields: Fields) -> None:
    raise AccountRefused(f"action {fields.get('action', '')!r} on {name!r} is not one of: {', '.join(_ACTIONS)}")


def _add(request: Request, name: str, fields: Fields) -> None:
    root = desk_of(request).root
    password = accounts.add_account(root, name, fields.get("role", ""), is_cleared="cleared" in fields)
    _here(request).one_time = (" ".join(name.split()), password)


def _reset(request: Request, name: str, _: Fields) -> None:
    _here(request).one_time = (name, accounts.reset_account(desk_of(request).root, name))
    _door(request).sessions.end_all_of(name)


def _change(request: Request, name: str, fields: Fields) -> None:
    is_disabled = "disabled" in fields
    accounts.change_account(
        desk_of(request).root,
        name,
        role=fields.get("role"),
        is_cleared="cleared" in fields,
        is_disabled=is_disabled,
    )
    if is_disabled:
        _door(request).sessions.end_all_of(name)


_ACTIONS = {"add": _add, "reset": _reset, "change": _change}


def restrict_act(request: Request, fields: Fields) -> Response:
    """Restrict a report or an incident, or open it again."""
    why = " ".join(fields.get("why", "").split())
    try:
        desk_of(request).write(
            restrict,
            fields.get("what", ""),
            fields.get("id", ""),
            restricted=fields.get("restricted") == "yes",
            who=_account(request).name,
            why=why,
        )
    except JudgementRefused as error:
        return page(request, "message", status=422, title=str(error), detail="", hint="")
    return back(request, fields, language_of(request).say("restricted_done"))
