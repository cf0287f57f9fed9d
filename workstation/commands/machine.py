"""Verbs about this machine."""

from argparse import Namespace

from workstation.commands.console import Console, table


def check(asked: Namespace, console: Console) -> int:
    """The table of this machine; 1 when something needed is missing."""
    from workstation.reading import ReadingPool
    from workstation.services.checkup import Standing, check_machine

    with ReadingPool(reading_workers=1) as pool:
        rows = check_machine(pool)
    head = [console.text(f"checkup.head.{name}") for name in ("part", "state", "found", "advice")]
    lines = [
        [
            console.render(row.subject),
            console.text(f"checkup.state.{row.standing}"),
            console.render(row.found),
            console.render(row.advice) if row.advice else "",
        ]
        for row in rows
    ]
    missing = sum(row.standing is Standing.MISSING for row in rows)
    console.write(console.text("checkup.title"), "", *table([head, *lines]), "")
    console.write(
        console.text("checkup.some_missing", count=missing) if missing else console.text("checkup.all_there")
    )
    return 1 if missing else 0
