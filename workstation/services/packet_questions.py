"""The record's own questions: what else answers a text that is asked of the packet, besides its other names.

"Last chemotherapy" is told by lines that say "cycle 6" or 末次, a first-line regimen by its name, a drug by the
regimens that hold it, a regimen by its drugs. `find` counts none of these: there a text is looked for, here an answer.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Drug, Lexicon, Regimen
from workstation.extraction.csv_rows import Row, bad, listed, rows
from workstation.services.other_names import Names, OtherNames, key_of
from workstation.services.typed_names import names_of
from workstation.services.views import Match

FILE = "questions.csv"
_COLUMNS = (
    "id",
    "fields",
    "asked_en",
    "asked_zh",
    "told_en",
    "told_zh",
    "classes",
    "roles",
    "source",
)
_LEAST = 3
"""Letters of a regimen's name from which it is taken for one wherever it stands: BR and FC mean other things too."""
Answers = Mapping[str, Match]
"""What is looked for, and how it answers."""


class PacketQuestions:
    """Knows the drugs and regimens of a lexicon, and the questions of its file."""

    def __init__(self, lexicon: Lexicon, asked: Mapping[str, Answers]) -> None:
        self._lexicon = lexicon
        self._asked = asked

    def answers(self, text: str) -> Answers:
        """The names that answer a text, each with how it does; none when it is no known question."""
        found = dict(self._asked.get(key_of(text), {}))
        drugs = self._lexicon.drugs_named(text)
        for name in _names(_holding(self._lexicon, drugs)):
            found.setdefault(name, Match.HOLDS)
        generics = {generic for regimen in self._lexicon.regimens_named(text) for generic in regimen.drugs}
        for drug in (each for each in self._lexicon.drugs if each.generic in generics):
            found.update((name, Match.PART) for name in drug.names if name not in found)
        return found


def load_questions(
    folder: Path, lexicon: Lexicon, dictionary: FieldDictionary, other_names: OtherNames
) -> PacketQuestions:
    """The questions of a folder. Raises DataFileError naming the entry that is wrong."""
    asked = defaultdict[str, dict[str, Match]](dict)
    for row in rows(folder, FILE, _COLUMNS):
        answers = _answers(row, lexicon, other_names)
        for name in (*listed(row["asked_en"]), *listed(row["asked_zh"]), *_labels(row, dictionary)):
            asked[key_of(name)] |= answers
    return PacketQuestions(lexicon, asked)


def _answers(row: Row, lexicon: Lexicon, other_names: OtherNames) -> dict[str, Match]:
    drugs = [drug for drug in lexicon.drugs if drug.drug_class in listed(row["classes"])]
    if {*listed(row["classes"])} - {drug.drug_class for drug in drugs}:
        raise bad(FILE, row["id"], f"no drug is of a class of {row['classes']}")
    told = [*listed(row["told_en"]), *listed(row["told_zh"]), *(drug.generic for drug in drugs)]
    found = {name: Match.OTHER_NAME for each in told for name in (each, *other_names.of(each))}
    of_role = [regimen for regimen in lexicon.regimens if _has_role(regimen, listed(row["roles"]))]
    found.update((name, Match.OTHER_NAME) for name in _names(of_role))
    for name in _names(_holding(lexicon, drugs)):
        found.setdefault(name, Match.HOLDS)
    return found


def _labels(row: Row, dictionary: FieldDictionary) -> Iterable[str]:
    """What the form calls the fields that the question is about."""
    for field_id in listed(row["fields"]):
        if field_id not in dictionary:
            raise bad(FILE, row["id"], f"no field {field_id}")
        yield from names_of(dictionary.field(field_id))


def _holding(lexicon: Lexicon, drugs: Sequence[Drug]) -> list[Regimen]:
    """The regimens that hold any of the drugs."""
    generics = {drug.generic for drug in drugs}
    return [regimen for regimen in lexicon.regimens if not generics.isdisjoint(regimen.drugs)]


def _has_role(regimen: Regimen, roles: Names) -> bool:
    return not {*roles}.isdisjoint(re.findall(r"\w+", regimen.role))


def _names(regimens: Iterable[Regimen]) -> Iterable[str]:
    """What documents call them, without what is too short to be told from something else."""
    every = (name for regimen in regimens for name in (regimen.name, *regimen.aliases))
    return dict.fromkeys(name for name in every if len(key_of(name)) >= _LEAST)
