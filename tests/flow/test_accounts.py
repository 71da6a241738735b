"""Accounts of a team: made, checked, slowed down when guessed at, and never told apart from names that do not exist."""

import datetime as dt

import pytest

from books import new_book, tampering

argon2 = pytest.importorskip("argon2", reason="argon2-cffi is not installed: accounts are an extra")
pyotp = pytest.importorskip("pyotp", reason="pyotp is not installed: accounts are an extra")

from tollbook.flow.books.dump import dump_lines
from tollbook.flow.team import accounts, passwords
from tollbook.flow.team.accounts import AccountRefused

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
GOOD = "seven grey herons over water"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Hash with little work: what is tested is not how strong the library's hash is."""
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "hasher", lambda: hasher)


@pytest.fixture
def root(tmp_path):
    """Return an empty book with an admin who has a password of her own."""
    root = new_book(tmp_path)
    accounts.add_account(root, "Amal", "admin")
    accounts.set_password(root, "Amal", GOOD)
    return root


def minutes(number):
    """Return the moment that many minutes later."""
    return NOW + dt.timedelta(minutes=number)


def test_a_new_account_has_a_one_time_password_that_must_be_changed(root):
    """The admin passes it on; the person sets another."""
    password = accounts.add_account(root, "Noor  Haddad", "coder")
    found = accounts.check_password(root, "noor haddad", password, NOW).account
    assert (found.name, found.role, found.must_change) == ("Noor Haddad", "coder", True)
    assert accounts.set_password(root, "Noor Haddad", GOOD + "!").must_change is False
    assert accounts.check_password(root, "Noor Haddad", password, NOW).account is None


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("reader", {"read"}),
        ("coder", {"read", "edit"}),
        ("reviewer", {"read", "review"}),
        ("admin", {"read", "edit", "review", "govern"}),
    ],
)
def test_what_each_role_may_do(root, role, may):
    """A second reader may accept or return, and edits nothing."""
    accounts.add_account(root, "X", role)
    account = accounts.account_named(root, "X")
    assert {right for right in ("read", "edit", "review", "govern") if account.may(right)} == may


def test_an_account_waits_longer_with_each_wrong_try(root):
    """Five tries are free; then one minute, two, four ... an hour at most, and the right password does not help."""
    for _ in range(4):
        assert accounts.check_password(root, "Amal", "wrong", NOW) == accounts.Checked()
    accounts.check_password(root, "Amal", "wrong", NOW)
    waiting = accounts.check_password(root, "Amal", GOOD, NOW)
    assert (waiting.account, waiting.waits_until) == (None, minutes(1))
    assert accounts.check_password(root, "Amal", GOOD, minutes(2)).account is not None
    assert accounts.check_password(root, "Amal", "wrong", minutes(3)) == accounts.Checked()


def test_waiting_doubles_up_to_an_hour(root):
    """A machine that guesses gets a try an hour."""
    moment = NOW
    for _ in range(14):
        accounts.check_password(root, "Amal", "wrong", moment)
        account = accounts.account_named(root, "Amal")
        moment = account.locked_until or moment
    before = moment
    accounts.check_password(root, "Amal", "wrong", moment)
    assert accounts.account_named(root, "Amal").locked_until - before == dt.timedelta(hours=1)


def test_a_name_that_does_not_exist_answers_as_a_wrong_password_does(root):
    """Nobody learns who works here."""
    assert accounts.check_password(root, "Nobody", "x", NOW) == accounts.check_password(root, "Amal", "x", NOW)


def second(root):
    """Give Amal a second factor and return its secret and recovery codes."""
    secret = accounts.new_second()
    codes = accounts.confirm_second(root, "Amal", secret, pyotp.TOTP(secret).at(minutes(-5)), minutes(-5))
    return secret, codes


def test_a_code_of_the_second_factor_counts_once(root):
    """Somebody who looks over a shoulder cannot use it again."""
    secret, _ = second(root)
    code = pyotp.TOTP(secret).at(NOW)
    assert accounts.check_second(root, "Amal", code, NOW).account.has_second
    assert accounts.check_second(root, "Amal", code, NOW).account is None


def test_a_recovery_code_is_spent_by_its_use(root):
    """Eight of them, each once, however they are typed."""
    _, codes = second(root)
    assert len(set(codes)) == 8
    assert accounts.check_second(root, "Amal", codes[0].upper() + " ", NOW).account is not None
    assert accounts.check_second(root, "Amal", codes[0], NOW).account is None


def test_wrong_codes_make_the_account_wait_even_after_right_passwords(root):
    """A thief with the password cannot guess six digits: right passwords in between do not clear the count."""
    second(root)
    for _ in range(5):
        assert accounts.check_password(root, "Amal", GOOD, NOW).account is not None
        accounts.check_second(root, "Amal", "000000", NOW)
    assert accounts.check_password(root, "Amal", GOOD, NOW).waits_until == minutes(1)


def test_a_second_factor_is_on_only_when_its_secret_arrived(root):
    """A code that does not fit leaves the account as it was."""
    with pytest.raises(AccountRefused, match="does not fit"):
        accounts.confirm_second(root, "Amal", accounts.new_second(), "123456", NOW)
    assert not accounts.account_named(root, "Amal").has_second


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short", "12 to"),
        ("a" * 600, "12 to"),
        ("aaaaaaaaaaaaaaaa", "easily"),
        ("amal amal amal amal", "easily"),
        (GOOD, "you had"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(root, password, told):
    """Length counts, and not being the name."""
    with pytest.raises(AccountRefused, match=told):
        accounts.set_password(root, "Amal", password)


def test_the_last_admin_stays(root):
    """Somebody must be able to let people in."""
    for change in ({"role": "coder"}, {"is_disabled": True}):
        with pytest.raises(AccountRefused, match="last admin"):
            accounts.change_account(root, "Amal", **change)
    accounts.add_account(root, "Noor", "admin")
    assert accounts.change_account(root, "Amal", is_disabled=True).is_disabled


def test_a_disabled_account_gets_in_by_nothing(root):
    """Neither password nor token."""
    accounts.add_account(root, "Noor", "admin")
    token = accounts.new_token(root, "Amal")
    accounts.change_account(root, "Amal", is_disabled=True)
    assert accounts.check_password(root, "Amal", GOOD, NOW).account is None
    assert accounts.account_of_token(root, token) is None


def test_a_token_is_kept_as_its_hash_and_replaced_by_the_next(root):
    """Who reads the database cannot use it."""
    first = accounts.new_token(root, "Amal")
    assert accounts.account_of_token(root, first).name == "Amal"
    with tampering(root) as connection:
        assert first not in str(connection.exec_driver_sql("SELECT * FROM accounts").all())
    accounts.new_token(root, "Amal")
    assert accounts.account_of_token(root, first) is None


def test_a_reset_takes_second_factor_and_token(root):
    """A lost phone: a new one-time password, everything else anew."""
    second(root)
    token = accounts.new_token(root, "Amal")
    password = accounts.reset_account(root, "Amal")
    found = accounts.check_password(root, "Amal", password, NOW).account
    assert (found.must_change, found.has_second) == (True, False)
    assert accounts.account_of_token(root, token) is None


def test_accounts_are_in_no_dump(root):
    """What leaves the book holds no hash of a secret."""
    assert not any(b"argon2" in line or b"Amal" in line for line in dump_lines(root))


@pytest.mark.parametrize(
    ("name", "role", "told"), [(" ", "coder", "give a name"), ("a\nb\x07", "coder", "on one line"), ("B", "king", "not one of"), ("AMAL", "coder", "already")]
)  # fmt: skip
def test_an_account_that_cannot_be_is_refused(root, name, role, told):
    """No name, steering characters, unknown roles, the same name in other letters."""
    with pytest.raises(AccountRefused, match=told):
        accounts.add_account(root, name, role)
