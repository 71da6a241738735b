"""What labelled accounts teach of the weights."""

from test_score import DAY, account, tally

from tollbook.link.train import learned_weights
from tollbook.vocab.linking import link_weights


def labelled(events: int, reports: int):
    """Return accounts of several events on one day and place, told by several reports each."""
    accounts, labels = [], {}
    for event in range(events):
        for report in range(reports):
            key = f"k{event}-{report}"
            means = frozenset({"airstrike" if event % 2 else "shelling"})
            accounts.append(
                account(
                    key=key, document=key, family=key, start=DAY, end=DAY, means=means, tallies=(tally(11 + 7 * event),)
                )
            )
            labels[key] = str(event)
    return accounts, labels


def test_what_agrees_only_in_pairs_of_one_event_weighs_much() -> None:
    """Equal numbers tell events apart here, the shared day and town do not."""
    found, same, different = learned_weights(*labelled(4, 3), link_weights())
    table = {entry.code: entry for entry in found}
    assert (same, different) == (12, 54)
    assert table["similar-number"].weight > 2
    assert abs(table["time-overlap"].weight) < 0.2
    assert table["means-differ"].weight < -3


def test_without_labels_nothing_is_learnt() -> None:
    """Accounts nobody labelled are left out."""
    accounts, _ = labelled(2, 2)
    assert learned_weights(accounts, {}, link_weights()) == ((), 0, 0)
