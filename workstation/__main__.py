"""The `workstation` command. Without a verb it opens the window; every other verb needs no display.

Each verb is a small function in `workstation.commands`, imported when it is called, so that help is quick.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from workstation import __version__
from workstation.domain.errors import WorkstationError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; its exit code. A known error is one sentence on stderr and 1; a bug propagates.

    Where nobody reads standard output any more (`| head`), the verb ends as others do: 141.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = parser().parse_args(given)
    from workstation.commands import VERBS
    from workstation.commands.console import Console

    console = Console(asked.language)
    try:
        return VERBS[asked.verb](asked, console)
    except WorkstationError as problem:
        console.complain(problem)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def parser() -> argparse.ArgumentParser:
    """The whole command line, built without importing any room."""
    top = argparse.ArgumentParser(
        prog="workstation",
        description="Answers, from scanned records, whether a lymphoma patient is a candidate for CAR-T.",
    )
    top.add_argument("--version", action="version", version=f"workstation {__version__}")
    top.add_argument("--language", choices=("en", "zh"), default="", help="language of what is printed")
    top.set_defaults(verb="app", demo=False, workspace=None)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=False)
    _add_app(verbs)
    verbs.add_parser("check", help="what this machine offers, and what to do about what it does not")
    made = verbs.add_parser("demo", help="make the demo workspace of invented patients")
    made.add_argument("folder", type=Path, metavar="DIR")
    toured = verbs.add_parser("tour", help="play the whole journey; leave pictures and exports in a folder")
    toured.add_argument("--out", type=Path, metavar="DIR", required=True, help="folder to write into")
    _add_import(verbs)
    _add_read(verbs)
    _add_evaluate(verbs)
    _add_export(verbs)
    _add_verify(verbs)
    return top


_Verbs = argparse._SubParsersAction


def _add_app(verbs: "_Verbs[argparse.ArgumentParser]") -> None:
    app = verbs.add_parser("app", help="open the window (the default)")
    place = app.add_mutually_exclusive_group()
    place.add_argument("--demo", action="store_true", help="on the demo workspace, made if it is not there")
    place.add_argument("--workspace", type=Path, metavar="DIR", help="on the workspace in this folder")


def _add_import(verbs: "_Verbs[argparse.ArgumentParser]") -> None:
    bring = verbs.add_parser("import", help="bring files and folders into a case")
    bring.add_argument("files", type=Path, nargs="+", metavar="FILES")
    _add_door(bring)
    _add_case(bring)
    _add_file_password(bring)
    bring.add_argument(
        "--even-if-elsewhere", action="store_true", help="also files that another case has already"
    )


def _add_read(verbs: "_Verbs[argparse.ArgumentParser]") -> None:
    read = verbs.add_parser(
        "read",
        help="read files, or every page of a workspace that waits",
        description="With FILES: reads them by themselves; nothing is kept, no workspace is needed. "
        "With --workspace and --user: reads every page that waits, of one case or of all.",
    )
    read.add_argument("files", type=Path, nargs="*", metavar="FILES", help="files and folders")
    read.add_argument(
        "--json",
        type=_json_name,
        nargs="?",
        const="-",
        metavar="OUT.json",
        help="write what was read as JSON, to standard output without a name",
    )
    read.add_argument(
        "--pdf", type=Path, metavar="OUT", help="write a searchable PDF; of several files, into this folder"
    )
    read.add_argument(
        "--languages",
        type=_languages,
        metavar="A,B",
        help="Tesseract's names, the likeliest first (eng,chi_sim)",
    )
    _add_file_password(read)
    read.add_argument(
        "--workers", type=int, choices=range(1, 17), default=2, metavar="N", help="pages at once"
    )
    _add_door(read, required=False)
    _add_case(read, required=False)


def _json_name(name: str) -> str:
    """A name that is no document's: `read --json scan.pdf` must not write over the scan."""
    if name != "-" and not name.casefold().endswith(".json"):
        raise argparse.ArgumentTypeError(f"{name} does not end in .json; name the files before --json")
    return name


def _languages(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if not all(name.replace("_", "").isalnum() for name in names):
        raise argparse.ArgumentTypeError(f"{text} is not a list like eng,chi_sim")
    return names


def _add_evaluate(verbs: "_Verbs[argparse.ArgumentParser]") -> None:
    evaluate = verbs.add_parser("evaluate", help="how every criteria set stands on a case")
    _add_door(evaluate)
    _add_case(evaluate)


def _add_export(verbs: "_Verbs[argparse.ArgumentParser]") -> None:
    export = verbs.add_parser("export", help="write the summary or the record of a submitted version")
    _add_door(export)
    _add_case(export)
    export.add_argument("--out", type=Path, metavar="DIR", required=True, help="folder to write into")
    export.add_argument("--format", choices=("pdf", "json"), default="pdf", help="summary or record alone")
    export.add_argument("--version", type=int, metavar="N", help="number of the version, else the newest")


def _add_verify(verbs: "_Verbs[argparse.ArgumentParser]") -> None:
    verify = verbs.add_parser("verify", help="check exported files, or a case, for changes")
    verify.add_argument("files", type=Path, nargs="*", metavar="FILES")
    _add_door(verify, required=False)
    _add_case(verify, required=False)


def _add_door(verb: argparse.ArgumentParser, required: bool = True) -> None:
    """What a verb needs to open a workspace. The password never stands on the command line."""
    verb.add_argument(
        "--workspace", type=Path, metavar="DIR", required=required, help="folder of the workspace"
    )
    verb.add_argument("--user", metavar="NAME", required=required, help="who signs in")
    verb.add_argument(
        "--password-fd", type=int, metavar="N", help="read the password from this open descriptor, else ask"
    )


def _add_file_password(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--file-password-fd", type=int, metavar="N", help="password of protected files")


def _add_case(verb: argparse.ArgumentParser, required: bool = True) -> None:
    verb.add_argument("--case", metavar="NUMBER", required=required, help="the case's number, as in LY-0147")


if __name__ == "__main__":
    sys.exit(main())
