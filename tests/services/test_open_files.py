"""Originals are opened once, however many look at them, and closed when the last has done so."""

from concurrent.futures import Future

import pytest

from workstation.domain.errors import NotFoundError
from workstation.reading import SourceFile
from workstation.services.open_files import OpenFiles, has_failed, is_open


class Shelf:
    """Opens what it is asked for when `bring` says so."""

    def __init__(self) -> None:
        self.asked: list[Future[SourceFile]] = []

    def open(self, file_id: str) -> Future[SourceFile]:
        self.asked.append(Future())
        return self.asked[-1]

    def bring(self) -> SourceFile:
        source = SourceFile(b"%PDF-", "packet.pdf")
        self.asked[-1].set_result(source)
        return source


def is_closed(source: SourceFile) -> bool:
    try:
        source.hold()
    except ValueError:
        return True
    source.release()
    return False


def test_two_who_look_at_a_file_share_it_and_the_last_closes_it() -> None:
    shelf = Shelf()
    files = OpenFiles(shelf.open)
    one, other = files.borrow("a"), files.borrow("a")
    assert len(shelf.asked) == 1
    assert not is_open(one)
    source = shelf.bring()
    assert one.result() is other.result() is source
    files.give_back("a")
    assert not is_closed(source)
    files.give_back("a")
    assert is_closed(source)


def test_a_file_given_back_before_it_is_there_is_closed_when_it_comes() -> None:
    shelf = Shelf()
    files = OpenFiles(shelf.open)
    files.borrow("a")
    files.give_back("a")
    assert is_closed(shelf.bring())


def test_a_file_that_was_given_back_is_opened_anew() -> None:
    shelf = Shelf()
    files = OpenFiles(shelf.open)
    files.borrow("a")
    shelf.bring()
    files.give_back("a")
    files.borrow("a")
    assert not is_closed(shelf.bring())
    assert len(shelf.asked) == 2


def test_a_file_that_did_not_open_is_tried_anew_for_the_next_who_asks() -> None:
    shelf = Shelf()
    files = OpenFiles(shelf.open)
    first = files.borrow("a")
    first.set_exception(NotFoundError("store.no_such_file"))
    assert has_failed(first)
    with pytest.raises(NotFoundError):
        first.result()
    again = files.borrow("a")
    source = shelf.bring()
    assert again.result() is source
    files.give_back("a")
    files.give_back("a")
    assert is_closed(source)
