"""Say what the record makes of a story, in lines that a story can expect: for an analyst who writes one."""

from collections.abc import Iterator

from tollbook.flow.stories.checking import Checker, record_of, said_balance, said_groups, said_range, said_series
from tollbook.flow.stories.story import Story
from tollbook.model.incident import Incident
from tollbook.reconcile.sums import documented


def expectations_of(story: Story) -> list[str]:
    """Return the lines ``expect ...`` that hold for the record as it is made today: to be read, not to be believed."""
    record = record_of(story)
    checker = Checker(story, record)
    groups = sorted(sorted(checker.name[c] for c in i.claims) for i in record.incidents)
    lines = [f"incidents {said_groups(groups)}".rstrip()]
    for incident in record.incidents:
        lines += _of_incident(incident, checker)
    for total in record.totals:
        name = checker.name[total.claim]
        if total.residual is not None:
            lines.append(f"accounted {name}: {said_balance(total.accounted)}")
            lines.append(f"residual {name}: {said_balance(total.residual)}")
        lines += [f"code {name}: {r.code}" for r in total.statements]
    lines += [f"series {one}" for one in said_series(record)]
    lines += [f"issue {code}" for code in dict.fromkeys(i.code for i in record.issues)]
    made = documented(record.incidents, record.totals)
    lines.append(f"sum is {made.low} .. {made.high}{'+' if made.open else ''}")
    return [f"expect {line}" for line in lines]


def _of_incident(incident: Incident, checker: Checker) -> Iterator[str]:
    name = min(checker.name[c] for c in incident.claims)
    for figure in incident.figures:
        words = f"{figure.harm}{f' {figure.key}' if figure.key else ''} of {name}"
        yield f"range {words}: {said_range(figure.range)}"
        if figure.range.words:
            yield f"words {words}: {' '.join(figure.range.words)}"
        if figure.range.beside:
            yield f"beside {words}: {' '.join(sorted({b.code for b in figure.range.beside}))}"
    if incident.grade is not None:
        yield f"grade {name}: {incident.grade.name}"
    if incident.sub_of is not None:
        whole = next((i for i in checker.record.incidents if i.id == incident.sub_of), None)
        yield f"sub {name} of {min(checker.name[c] for c in whole.claims) if whole else 'nothing'}"
    for other in incident.suggestions:
        names = next((i.claims for i in checker.record.incidents if i.id == other.incident), ())
        second = min((checker.name[c] for c in names), default="")
        if second > name:
            yield f"suggested {name} {second}"
