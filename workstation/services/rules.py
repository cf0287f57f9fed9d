"""The data the program judges with: fields, lexicon and criteria sets, loaded once, each with its hash."""

from dataclasses import dataclass
from pathlib import Path

from workstation import settings
from workstation.criteria.dictionary import dictionary_sha256, load_dictionary
from workstation.criteria.sets import CriteriaSet, load_sets, sets_sha256
from workstation.domain.fields import FieldDictionary
from workstation.domain.lexicon import Lexicon
from workstation.extraction.decisive_words import DecisiveWords
from workstation.extraction.document_words import DocumentWords, load_document_words
from workstation.extraction.lexicon import lexicon_sha256, load_lexicon
from workstation.messages import Catalogue
from workstation.services.other_names import OtherNames, load_other_names
from workstation.services.packet_questions import PacketQuestions, load_questions


@dataclass(frozen=True)
class Rules:
    """`hashes`: SHA-256 by package ("fields", "lexicon", "criteria"), frozen with every assessment."""

    dictionary: FieldDictionary
    lexicon: Lexicon
    sets: tuple[CriteriaSet, ...]
    document_words: DocumentWords
    other_names: OtherNames
    questions: PacketQuestions
    decisive_words: DecisiveWords
    catalogue: Catalogue
    hashes: dict[str, str]


def load_rules(resources: Path | None = None) -> Rules:
    """Reads and checks every data file; DataFileError names the file and entry that is wrong."""
    folder = resources or settings.resources_dir()
    dictionary = load_dictionary(folder / "fields")
    lexicon = load_lexicon(folder / "lexicon")
    sets = load_sets(folder / "criteria", dictionary, lexicon)
    other_names = load_other_names(folder / "lexicon", lexicon, dictionary)
    return Rules(
        dictionary,
        lexicon,
        sets,
        load_document_words(folder / "lexicon"),
        other_names,
        load_questions(folder / "lexicon", lexicon, dictionary, other_names),
        DecisiveWords(lexicon, dictionary),
        Catalogue.load(folder / "messages"),
        {
            "fields": dictionary_sha256(folder / "fields"),
            "lexicon": lexicon_sha256(folder / "lexicon"),
            "criteria": sets_sha256(folder / "criteria"),
        },
    )
