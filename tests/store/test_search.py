import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.store.search_index import index_page, pages_with
from workstation.store.search_text import fold, index_text, join, locate, match_expression
from workstation.store.store import Store
from workstation.store.tables.files import File, Page

Words = list[tuple[str, int]]

ENGLISH: Words = [
    ("CD20+", 0),
    ("diffuse", 0),
    ("large", 0),
    ("B-cell", 0),
    ("lympho-", 0),
    ("ma,", 1),
    ("GCB", 1),
]
CHINESE: Words = [
    ("弥漫", 0),
    ("大B", 0),
    ("细胞", 0),
    ("淋巴", 0),
    ("瘤，", 1),
    ("ＣＤ２０", 1),
    ("阳", 1),
    ("性", 2),
]


@pytest.fixture
def pages(store: Store) -> dict[str, str]:
    """Page id by name of two indexed pages."""
    found = {}
    with store.write("user") as tx:
        file = File(sha256="0", size=1, media="pdf", password=None, added_at=tx.now)
        tx.session.add(file)
        tx.session.flush()
        for index, (name, words) in enumerate({"english": ENGLISH, "chinese": CHINESE}.items()):
            page = Page(file_id=file.id, index=index, width=595, height=842, has_text=False)
            tx.session.add(page)
            tx.session.flush()
            index_page(tx, page.id, words)
            found[name] = page.id
    return found


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("diffuse large", "english"),
        ("DIFFUSE LARGE B", "english"),
        ("lymphoma", "english"),
        ("lymph", "english"),
        ("b-cell", "english"),
        ("cd20+ diff", "english"),
        ("淋巴瘤", "chinese"),
        ("淋巴", "chinese"),
        ("瘤", "chinese"),
        ("细", "chinese"),
        ("大b细胞淋巴瘤", "chinese"),
        ("cd20阳性", "chinese"),
    ],
)
def test_the_index_finds_and_the_eye_finds_the_same(
    store: Store, pages: dict[str, str], query: str, name: str
) -> None:
    with store.read() as tx:
        assert pages_with(tx, query, None, 10) == (pages[name],)
    assert locate({"english": ENGLISH, "chinese": CHINESE}[name], query)


@pytest.mark.parametrize(
    "query", ["large diffuse", "phoma", "巴淋", "瘤淋", "", "  ", '"', "AND", "*", "NEAR("]
)
def test_what_is_not_there_is_not_found(store: Store, pages: dict[str, str], query: str) -> None:
    with store.read() as tx:
        assert pages_with(tx, query, None, 10) == ()
    assert locate(ENGLISH, query) == locate(CHINESE, query) == []


def test_a_page_read_again_leaves_nothing_of_the_old_text(store: Store, pages: dict[str, str]) -> None:
    with store.write("user") as tx:
        index_page(tx, pages["english"], [("mantle", 0), ("cell", 0)])
    with store.read() as view:
        assert pages_with(view, "diffuse", None, 10) == ()
        assert pages_with(view, "mantle cell", None, 10) == (pages["english"],)


def test_hits_are_words_also_across_a_broken_line() -> None:
    assert locate(ENGLISH, "large b-cell lymphoma") == [(2, 3, 4, 5)]
    assert locate(CHINESE, "淋巴瘤") == [(3, 4)]
    assert locate([("a", 0), ("a", 0), ("a", 0)], "a a") == [(0, 1), (1, 2)]


def test_a_minus_at_the_end_of_a_line_is_no_hyphen() -> None:
    assert index_text([("CD30-", 0), ("EBER", 1)]) == "cd30 eber"
    assert index_text([("lympho-", 0), ("ma", 0)]) == "lympho ma"


def test_chinese_is_indexed_as_pairs() -> None:
    assert index_text([("弥漫大B细胞", 0)]) == "弥漫 漫大 大 b 细胞 胞"
    assert match_expression("弥漫大") == '"弥漫 漫大" *'
    assert match_expression("阳，性") == '"阳 性" *'


def test_folding_evens_out_width_and_case() -> None:
    assert fold("ＬＹ－０１４７  Straße") == "ly-0147 strasse"


def test_joined_words_know_where_they_stand() -> None:
    text, places = join(["CD20", "阳", "性", "result"])
    assert text == "CD20 阳性 result"
    assert [text[start:end] for start, end in places] == ["CD20", "阳", "性", "result"]


PIECES = st.text(alphabet="ab1-弥漫大，. ", min_size=1, max_size=6)


@given(st.lists(st.tuples(PIECES, st.integers(0, 2)), max_size=8), PIECES)
def test_whatever_the_index_finds_the_eye_finds_too(words: Words, query: str) -> None:
    words = sorted(words, key=lambda word: word[1])
    expression = match_expression(query)
    if expression is None:
        assert locate(words, query) == []
        return
    phrase, text = expression.removesuffix(" *").strip('"'), index_text(words)
    if f" {phrase}" in f" {text}":
        assert locate(words, query)
