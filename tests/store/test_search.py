import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.store.search_index import index_page, letters_of_pages, pages_with, taken_apart_before
from workstation.store.search_letters import RULES, Letters, letters_of, spots, term_of
from workstation.store.search_text import fold, index_text, join, match_expression, units
from workstation.store.store import Store
from workstation.store.tables.files import File, Page
from workstation.store.tables.readings import PageIndex

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


def locate(words: Words, query: str, *, other_name: bool = False) -> list[tuple[int, int]]:
    """First and last word of each place where a query stands as it is written."""
    asked = term_of(query, other_name=other_name)
    found = [] if asked is None else spots(letters_of(units(words)), [asked])
    return [(spot.first, spot.last) for spot in found if not spot.slips]


def slips(text: str, query: str) -> list[tuple[str, int]]:
    """The words that a query finds on a line, with the letters in them that only look like it."""
    words = [(word, 0) for word in text.split()]
    asked = term_of(query)
    assert asked is not None
    return [
        (" ".join(word for word, _ in words[spot.first : spot.last + 1]), spot.slips)
        for spot in spots(letters_of(units(words)), [asked])
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
    assert locate(ENGLISH, "large b-cell lymphoma") == [(2, 5)]
    assert locate(CHINESE, "淋巴瘤") == [(3, 4)]
    assert locate([("a", 0), ("a", 0), ("a", 0)], "a a") == [(0, 1), (1, 2)]


def test_a_minus_at_the_end_of_a_line_is_no_hyphen() -> None:
    assert index_text(units([("CD30-", 0), ("EBER", 1)])) == "cd30 eber"
    assert index_text(units([("lympho-", 0), ("ma", 0)])) == "lympho ma"


def test_chinese_is_indexed_as_pairs() -> None:
    assert index_text(units([("弥漫大B细胞", 0)])) == "弥漫 漫大 大 b 细胞 胞"
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
    phrase, text = expression.removesuffix(" *").strip('"'), index_text(units(words))
    if f" {phrase}" in f" {text}":
        assert locate(words, query)


@pytest.mark.parametrize(
    ("query", "line", "found"),
    [
        # The confusions of section 4.5 of the reference, and the widths and ligatures of scans.
        ("CD20", "CD2O CDZ0 CO20 GD20", [("CD2O", 1), ("CDZ0", 1), ("CO20", 1), ("GD20", 1)]),
        ("CD10", "CDl0 CD1O CDI0 CDlO", [("CDl0", 1), ("CD1O", 1), ("CDI0", 1), ("CDlO", 2)]),
        (
            "r-chop",
            "R-CH0P R-GHOP R-CHQP R-CHOP",
            [("R-CH0P", 1), ("R-GHOP", 1), ("R-CHQP", 1), ("R-CHOP", 0)],
        ),
        ("Ki-67", "K1-67 Ki67 Ki-б7 Ki-G7", [("K1-67", 1), ("Ki67", 0), ("Ki-б7", 1), ("Ki-G7", 1)]),
        ("MUM1", "MUMl MUMI MUM-1", [("MUMl", 1), ("MUMI", 1), ("MUM-1", 0)]),
        ("B细胞", "8细胞 Ｂ细胞 β细胞", [("8细胞", 1), ("Ｂ细胞", 0), ("β细胞", 1)]),
        ("末次化疗", "未次化疗 末次化辽 末，次化疗", [("未次化疗", 1), ("末次化辽", 1), ("末，次化疗", 0)]),
        ("泼尼松", "波尼松", [("波尼松", 1)]),
        ("lymphoma", "lyrnphoma lymphorna", [("lyrnphoma", 1), ("lymphorna", 1)]),
        ("fibrosis", "ﬁbrosis", [("ﬁbrosis", 0)]),
        ("2025", "２０２５ 2O2S", [("２０２５", 0), ("2O2S", 2)]),
        ("CD 20", "CD20", [("CD20", 0)]),
        ("免疫组化：CD20", "免疫组化:ＣＤ２０（＋）", [("免疫组化:ＣＤ２０（＋）", 0)]),
    ],
)
def test_small_slips_of_the_engines_are_looked_through(
    query: str, line: str, found: list[tuple[str, int]]
) -> None:
    assert slips(line, query) == found


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("CD20", "CD30 CD2 XCD20"),
        ("68", "88 66 86"),
        ("688", "888 666"),
        ("10", "lo io 1O"),
        ("solo", "5010 sold"),
        ("复发", "复查"),
        ("cam", "car carnival"),
        ("R-CHOP", "R-CHOEP R-CHP"),
    ],
)
def test_what_only_resembles_is_not_found(query: str, line: str) -> None:
    assert slips(line, query) == []


def test_typing_goes_on_and_slips_do_not_stop_it() -> None:
    assert slips("carnival camival", "car") == [("carnival", 0)]
    assert slips("1ymphoma", "lymph") == [("1ymphoma", 1)]
    assert slips("Iymphoma", "lym") == []  # too short to be sure


def test_another_name_stands_whole_and_a_short_one_in_its_own_case() -> None:
    words = [("mit", 0), ("MIT", 0), ("MITX", 0), ("Rituximabum", 0), ("rituximab", 0)]
    assert locate(words, "MIT", other_name=True) == [(1, 1)]
    assert locate(words, "Rituximab", other_name=True) == [(4, 4)]


def test_a_place_is_told_once_as_it_was_asked() -> None:
    names = [term_of("R-CHOP"), term_of("CHOP", other_name=True), term_of("R-CHOP-21", other_name=True)]
    asked = [name for name in names if name is not None]
    words = units([("R-CHOP-21,", 0), ("then", 0), ("CHOP", 0)])
    assert [(s.first, s.last, s.term.text) for s in spots(letters_of(words), asked)] == [
        (0, 0, "R-CHOP"),
        (2, 2, "CHOP"),
    ]


def test_letters_come_back_from_the_store_as_they_went_in(store: Store, pages: dict[str, str]) -> None:
    with store.read() as tx:
        kept = letters_of_pages(tx, list(pages.values()))
        assert taken_apart_before(tx) == ()
    assert kept == {
        pages["english"]: letters_of(units(ENGLISH)),
        pages["chinese"]: letters_of(units(CHINESE)),
    }


def test_pages_taken_apart_by_older_rules_are_known(store: Store, pages: dict[str, str]) -> None:
    with store.write("user") as tx:
        row = tx.session.query(PageIndex).filter_by(page_id=pages["chinese"]).one()
        row.rules = RULES - 1
    with store.read() as tx:
        assert taken_apart_before(tx) == (pages["chinese"],)


@given(st.lists(st.tuples(PIECES, st.integers(0, 2)), max_size=8))
def test_letters_survive_packing(words: Words) -> None:
    letters = letters_of(units(sorted(words, key=lambda word: word[1])))
    assert Letters.unpack(letters.written, letters.alike, letters.pack()) == letters
