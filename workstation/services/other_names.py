"""What else a thing is called: drugs, regimens, diagnoses, fields and phrases of reports, in both languages.

`find` looks for the other names too, and asking the packet begins with the names of the field in hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from pathlib import Path

from workstation.domain.fields import Field, FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.extraction.csv_rows import bad, listed, rows
from workstation.services.typed_names import names_of
from workstation.store.search_text import units_of

PHRASES = "phrases.csv"
_COLUMNS = ("id", "fields", "en", "zh")
_WORDED = 3
Names = tuple[str, ...]


class OtherNames:
    """Names that mean the same, found by any of them; spaces, hyphens, width and case make no difference."""

    def __init__(self, groups: Iterable[Names], fields: dict[str, Names]) -> None:
        self._groups: dict[str, list[Names]] = defaultdict(list)
        self._fields = fields
        for group in groups:
            for key in {key_of(name) for name in group}:
                self._groups[key].append(group)

    def of(self, name: str) -> Names:
        """The other names of a name; none when it is not known. Where "CR" and "Cr" are two things, case tells."""
        own = key_of(name)
        groups = self._groups.get(own, [])
        groups = [group for group in groups if name in group] or groups
        return _once((other for group in groups for other in group), {own, ""})

    def of_field(self, field_id: str) -> Names:
        """What documents call a field, the likeliest first; none when there is no such field."""
        return self._fields.get(field_id, ())


def load_other_names(folder: Path, lexicon: Lexicon, dictionary: FieldDictionary) -> OtherNames:
    """The names of a lexicon and a dictionary, and the phrases of a folder. Raises DataFileError naming the entry."""
    phrases, by_field = list[Names](), defaultdict[str, list[str]](list)
    for row in rows(folder, PHRASES, _COLUMNS):
        english, chinese = listed(row["en"]), listed(row["zh"])
        phrases.append((*english, *chinese))
        for field_id in listed(row["fields"]):
            if field_id not in dictionary:
                raise bad(PHRASES, row["id"], f"no field {field_id}")
            by_field[field_id] += _in_turn(english, chinese)
    shared = Counter(name for field in dictionary.fields for name in {*names_of(field)})
    fields = {field.id: _names_of_field(field, by_field[field.id]) for field in dictionary.fields}
    named = ([name for name in names_of(field) if shared[name] == 1] for field in dictionary.fields)
    return OtherNames(chain(phrases, _of_lexicon(lexicon), map(tuple, named)), fields)


def _names_of_field(field: Field, phrases: Sequence[str]) -> Names:
    """Phrases and names before the label, which is worded for the form: documents write its short ones alone."""
    labels = names_of(field)
    short = (name for name in labels if len(name.split()) < _WORDED)
    return _once((*phrases, *field.names, *short)) or labels


def _of_lexicon(lexicon: Lexicon) -> Iterator[Names]:
    for drug in lexicon.drugs:
        yield drug.names
    for regimen in lexicon.regimens:
        yield (regimen.name, *regimen.aliases)
    for term in lexicon.diagnoses:
        yield (term.en, term.zh, *term.abbreviations, *term.synonyms_en, *term.synonyms_zh)


def _in_turn(english: Sequence[str], chinese: Sequence[str]) -> list[str]:
    return [name for pair in zip_longest(english, chinese) for name in pair if name]


def _once(names: Iterable[str], without: set[str] | None = None) -> Names:
    """The names in their order, each spelling once."""
    known = without if without is not None else set()
    kept = []
    for name in names:
        key = key_of(name)
        if key not in known:
            known.add(key)
            kept.append(name)
    return tuple(kept)


def key_of(name: str) -> str:
    """One spelling of a name, without spaces, marks, width and case."""
    return "".join(unit.text for unit in units_of(name))
