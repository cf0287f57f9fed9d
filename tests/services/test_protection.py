"""How documents are opened, said in one sentence: the weakest kind of worker counts."""

from workstation import settings
from workstation.messages import Catalogue
from workstation.reading import Layer
from workstation.reading.sandbox import LayerName
from workstation.services.protection import Protection, protection_of


def layers(worker: str, **lacking: str) -> list[Layer]:
    return [
        Layer(
            worker, name, name not in lacking, lacking.get(name, ""), "Landlock 2" if name == "files" else ""
        )
        for name in LayerName
    ]


def said(protection: Protection | None, language: str) -> str:
    assert protection is not None
    catalogue = Catalogue.load(settings.resources_dir() / "messages")
    return catalogue.render(protection.sentence, language)


def test_nothing_is_said_before_a_worker_has_told() -> None:
    assert protection_of([]) is None


def test_all_layers_of_both_kinds() -> None:
    protection = protection_of([*layers("page"), *layers("text")])
    assert protection is not None and protection.is_whole
    assert said(protection, "en") == "Documents are opened in sealed workers: 4 of 4 layers hold."
    assert said(protection, "zh") == "文件在隔离的工作进程中打开：4 层防护中 4 层有效。"
    assert [(seal.worker, seal.held, seal.lacking) for seal in protection.seals] == [
        ("page", 4, None),
        ("text", 4, None),
    ]


def test_the_weakest_kind_counts_and_says_why() -> None:
    protection = protection_of([*layers("page"), *layers("text", files="no Landlock", calls="no libseccomp")])
    assert protection is not None and not protection.is_whole
    assert said(protection, "en") == (
        "Documents are opened in workers that are sealed in part: 2 of 4 layers hold. "
        "Missing: files (Landlock 2) (no Landlock); system calls (no libseccomp)."
    )
