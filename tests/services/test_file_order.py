"""Runs of photographs: files of one page whose names are counted."""

from workstation.services.file_order import in_runs


def test_counted_photographs_lie_in_the_order_of_their_numbers() -> None:
    found = {"a": ("IMG_10.jpg", 1), "b": ("IMG_9.JPG", 1), "c": ("IMG_1.jpg", 1)}
    assert list(in_runs(found).items()) == [("c", "a"), ("b", "a"), ("a", "a")]


def test_the_order_of_the_rest_stays_and_tells_nothing() -> None:
    found = {"a": ("scan 2.pdf", 4), "b": ("scan 1.pdf", 3), "c": ("letter.jpg", 1), "d": ("photo.jpg", 1)}
    assert list(in_runs(found).items()) == [(key, key) for key in found]


def test_photographs_lie_where_the_first_of_them_came_and_by_kinds_of_names() -> None:
    found = {
        "a": ("第2页.jpg", 1),
        "b": ("report 7.pdf", 2),
        "c": ("第1页.jpg", 1),
        "d": ("DSC_0001.jpg", 1),
    }
    assert list(in_runs(found).items()) == [("c", "a"), ("a", "a"), ("b", "b"), ("d", "d")]


def test_two_files_of_one_name_are_counted_by_nothing() -> None:
    found = {"a": ("photo.jpg", 1), "b": ("photo.jpg", 1)}
    assert in_runs(found) == {"a": "a", "b": "b"}
