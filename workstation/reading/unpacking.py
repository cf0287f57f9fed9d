"""The files in a ZIP or an e-mail, and in those within: listed and taken out by a worker, checked here."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from workstation.reading.channel import Claims, FalseClaimError
from workstation.reading.crew import CANVAS_BYTES, Crew
from workstation.reading.holders import MAX_MEMBERS, MAX_UNPACKED_BYTES
from workstation.reading.names import JOINT, LONGEST, shortened, shown
from workstation.reading.pages import Member
from workstation.reading.problems import PASSWORD_PROBLEMS, FileProblem
from workstation.reading.source import SourceFile
from workstation.reading.worker import Role

OPEN_SECONDS = 12.0
PIECE_SECONDS = 10.0
UNPACK_SECONDS = 120.0
OF_A_KIND = "reading.kind."
MAX_DEPTH = 2
"""A ZIP in an e-mail is opened, a ZIP in a ZIP in an e-mail is not."""


@dataclass
class _Limits:
    """What may still come out of a file, whatever lies within whatever."""

    files: int = MAX_MEMBERS
    bytes: int = field(default_factory=lambda: MAX_UNPACKED_BYTES)
    until: float = field(default_factory=lambda: time.monotonic() + UNPACK_SECONDS)

    def seconds(self, most: float) -> float:
        return max(0.1, min(most, self.until - time.monotonic()))

    def take(self, count: int, name: str) -> None:
        """So many bytes more. Raises FileProblem where the room or the time is used up."""
        self.bytes -= count
        if self.bytes < 0:
            raise FileProblem("reading.unpacks_too_large", file=name)
        if time.monotonic() > self.until:
            raise FileProblem("reading.timed_out", file=name)


def unpack(crew: Crew, source: SourceFile) -> tuple[Member, ...]:
    return tuple(_with_names_of_their_own(_members(crew, source, _Limits(), 1)))


def _members(crew: Crew, source: SourceFile, limits: _Limits, depth: int) -> Iterator[Member]:
    """All that is in it, file by file. Raises FileProblem where it cannot be opened itself."""
    listed = crew.ask(Role.SCREEN, {"task": "members"}, limits.seconds(OPEN_SECONDS), source)
    try:
        names = [_full_name(source, claim) for claim in listed.each("members", MAX_MEMBERS)]
        words = listed.flag("words")
    except FalseClaimError as error:
        raise crew.disbelieve(Role.SCREEN, source) from error
    limits.files -= len(names)
    if limits.files < 0:
        raise FileProblem("reading.too_many_files", file=source.name)
    for index, name in enumerate(names):
        try:
            yield from _member(crew, source, index, name, limits, depth)
        except FileProblem as problem:
            yield Member(name, problem=FileProblem(problem.message_id, **(problem.params | {"file": name})))
    if words:
        yield Member(source.name, problem=FileProblem("reading.mail_words_left", file=source.name))


def _full_name(source: SourceFile, claim: Claims) -> str:
    own = shown(claim.text("name", LONGEST)) or "?"
    return f"{shortened(source.name, LONGEST)}{JOINT}{own}"


def _member(
    crew: Crew, source: SourceFile, index: int, name: str, limits: _Limits, depth: int
) -> Iterator[Member]:
    limits.take(0, name)
    data, holds = _taken(crew, source, index, limits)
    if not holds:
        yield Member(name, data)
        return
    if depth == MAX_DEPTH:
        raise _too_deep(crew, data, name, limits)
    with SourceFile(data, name, source.password) as inner:
        try:
            yield from _members(crew, inner, limits, depth + 1)
        except FileProblem as problem:
            asks = problem.message_id in PASSWORD_PROBLEMS
            yield Member(name, data if asks else b"", problem)


def _too_deep(crew: Crew, data: bytes, name: str, limits: _Limits) -> FileProblem:
    """Of what lies too deep only the names are listed: they tell a Word document, which is packed as a ZIP is and
    would hold nothing either further up, from a ZIP that is worth unpacking by hand."""
    with SourceFile(data, name) as inner:
        try:
            crew.ask(Role.SCREEN, {"task": "members"}, limits.seconds(OPEN_SECONDS), inner)
        except FileProblem as problem:
            if problem.message_id.startswith(OF_A_KIND):
                return problem
    return FileProblem("reading.nested_too_deep", file=name)


def _taken(crew: Crew, source: SourceFile, index: int, limits: _Limits) -> tuple[bytes, bool]:
    """The bytes of a file within, and whether it holds files itself."""
    pieces: list[bytes] = []
    holds, end, start = False, False, 0
    while not end:
        request = {"task": "member", "index": index, "start": start}
        answer = crew.ask(Role.SCREEN, request, limits.seconds(PIECE_SECONDS), source)
        try:
            piece = crew.canvas.read(answer.whole("length", 0, CANVAS_BYTES))
            end = answer.flag("end")
            holds = holds or (start == 0 and answer.flag("holds"))
            if not piece and not end:
                raise FalseClaimError("length")
        except FalseClaimError as error:
            raise crew.disbelieve(Role.SCREEN, source) from error
        start += len(piece)
        limits.take(len(piece), source.name)
        pieces.append(piece)
    return b"".join(pieces), holds


def _with_names_of_their_own(members: Iterator[Member]) -> Iterator[Member]:
    """Two files of one name are told apart by a number; words about a file keep the name they speak of."""
    times: dict[str, int] = {}
    for member in members:
        count = times[member.name] = times.get(member.name, 0) + (member.problem is None)
        if count > 1 and member.problem is None:
            yield Member(f"{member.name} ({count})", member.data)
        else:
            yield member
