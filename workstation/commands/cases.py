"""Verbs on the cases of a workspace, for those who work without a window."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workstation.commands.console import Console, table

if TYPE_CHECKING:
    from workstation.criteria.verdicts import SetVerdict
    from workstation.services.workspace import Workspace


@contextmanager
def signed_in(asked: Namespace, console: Console) -> "Iterator[Workspace]":
    """The workspace of `--workspace`, opened as `--user`; from here on the console knows its labels."""
    from workstation.services.workspace import open_workspace

    password = console.password(asked.password_fd)
    with open_workspace(asked.workspace, asked.user, password) as ws:
        console.catalogue = ws.rules.catalogue
        yield ws


def evaluate(asked: Namespace, console: Console) -> int:
    """How every criteria set stands on a case, and what is missing."""
    from workstation.services.derived import suitability
    from workstation.services.queue import find_case

    with signed_in(asked, console) as ws:
        view = suitability(ws, find_case(ws, asked.case))
    console.write(console.text("command.evaluate.title", case=asked.case, as_of=view.as_of.isoformat()))
    for verdict in view.verdicts:
        console.write("", *_set_lines(verdict, console))
    if view.missing:
        console.write("", console.text("command.evaluate.missing"))
        console.write(*(f"- {console.render(item.sentence)}" for item in view.missing))
    console.write("", console.text("command.disclaimer"))
    return 0


def _set_lines(verdict: "SetVerdict", console: Console) -> list[str]:
    lines = [f"{console.render(verdict.name)} ({verdict.set_id} {verdict.set_version})"]
    if verdict.applicability_reason:
        lines.append(console.render(verdict.applicability_reason))
    if verdict.recommendation:
        lines.append(console.render(verdict.recommendation.message))
    lines += [console.render(caution) for caution in verdict.cautions]
    rows = [
        [
            console.text(f"command.result.{one.result}")
            + (console.text("command.borderline") if one.borderline else ""),
            console.render(one.topic),
            console.render(one.message),
        ]
        for one in verdict.verdicts
    ]
    head = [console.text(f"command.evaluate.{name}") for name in ("result", "criterion", "why")]
    return [*lines, *table([head, *rows])] if rows else lines
