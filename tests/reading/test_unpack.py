"""Files in ZIPs and e-mails, taken out by a real worker; and files made to harm whoever opens them."""

import base64
import bz2
import random
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.reading.packets import locked_zip, mail, mail_of, raw_zip, zip_of
from tests.reading.scans import ENGLISH, encoded, pdf_of, scan_of
from workstation.reading import FileProblem, Member, ReadingPool, SourceFile, TesseractInstall, unpacking
from workstation.reading.names import LONGEST

PDF = pdf_of(ENGLISH)
SCAN = encoded(scan_of(ENGLISH, dpi=60), "JPEG")
SYMLINK = 0o120777 << 16


def unpacked(
    pool: ReadingPool, data: bytes, name: str = "packet.zip", password: str | None = None
) -> list[Member]:
    with SourceFile(data, name, password) as source:
        return list(pool.unpack(source).result(timeout=60))


def told(members: list[Member]) -> list[tuple[str, bytes | str]]:
    """Name and bytes of each, or its sentence."""
    return [(each.name, each.data if each.problem is None else each.problem.message_id) for each in members]


def problem(pool: ReadingPool, data: bytes, password: str | None = None) -> str:
    with pytest.raises(FileProblem) as caught:
        unpacked(pool, data, "packet", password)
    assert caught.value.params["file"] == "packet"
    return caught.value.message_id


# ZIP


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_files_come_out_byte_for_byte(pool: ReadingPool, packing: int) -> None:
    data = zip_of(
        [("report.pdf", PDF), ("labs/2024/scan.jpg", SCAN), ("labs/", b""), ("empty.pdf", b"")], packing
    )
    assert told(unpacked(pool, data)) == [
        ("packet.zip › report.pdf", PDF),
        ("packet.zip › labs › 2024 › scan.jpg", SCAN),
        ("packet.zip › empty.pdf", b""),
    ]


def test_file_of_many_pieces_comes_out_whole(pool: ReadingPool) -> None:
    large = bytes(range(256)) * 4096 * 40
    (member,) = unpacked(pool, zip_of([("large.bin", large)], zipfile.ZIP_STORED))
    assert member.data == large


def test_what_systems_leave_beside_is_left_out(pool: ReadingPool) -> None:
    names = [
        "__MACOSX/._a.pdf",
        "a.pdf",
        "b/Thumbs.db",
        ".DS_Store",
        "b/desktop.ini",
        ".hidden/x.pdf",
        "b/._c.pdf",
    ]
    assert told(unpacked(pool, zip_of([(name, PDF) for name in names]))) == [("packet.zip › a.pdf", PDF)]
    assert problem(pool, zip_of([("Thumbs.db", b"x"), ("folder/", b"")])) == "reading.holds_nothing"


def test_links_and_devices_are_left_out(pool: ReadingPool) -> None:
    data = raw_zip(
        [
            (b"link.pdf", b"/etc/passwd", {"attributes": SYMLINK}),
            (b"pipe", b"", {"attributes": 0o010644 << 16}),
            (b"a.pdf", PDF, {}),
            (b"dos.pdf", PDF, {"attributes": 0x20, "system": 0}),
        ]
    )
    assert told(unpacked(pool, data)) == [("packet.zip › a.pdf", PDF), ("packet.zip › dos.pdf", PDF)]


def test_names_cannot_lead_out_or_deceive(pool: ReadingPool, tmp_path: Path) -> None:
    names = [
        "../../../tmp/out.pdf",
        "/etc/passwd",
        "C:\\Windows\\a.pdf",
        "fdp\u202efdp.exe",
        "x" * 300 + ".pdf",
        "\x1b[2J",
    ]
    members = unpacked(pool, zip_of([(name, PDF) for name in names]))
    assert [each.name.removeprefix("packet.zip › ") for each in members[:4]] == [
        "tmp › out.pdf",
        "etc › passwd",
        "Windows › a.pdf",
        "fdpfdp.exe",
    ]
    assert members[4].name.endswith(".pdf") and len(members[4].name) <= LONGEST + len("packet.zip › ")
    assert members[5].name == "packet.zip › [2J"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "cp936"])
def test_chinese_names_without_a_mark_are_readable(pool: ReadingPool, encoding: str) -> None:
    data = raw_zip([("影像/病理报告.pdf".encode(encoding), PDF, {})])
    assert told(unpacked(pool, data)) == [("packet.zip › 影像 › 病理报告.pdf", PDF)]


def test_name_kept_beside_in_unicode_is_taken(pool: ReadingPool) -> None:
    data = bytearray(raw_zip([(b"???.pdf", PDF, {})]))
    extra = b"\x01" + struct.pack("<I", zlib.crc32(b"???.pdf")) + "病理.pdf".encode()
    extra = struct.pack("<HH", 0x7075, len(extra)) + extra
    listing = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, listing + 30, len(extra))
    end = data.index(b"PK\x05\x06")
    size = struct.unpack_from("<I", data, end + 12)[0]
    struct.pack_into("<I", data, end + 12, size + len(extra))
    data[listing + 46 + 7 : listing + 46 + 7] = extra
    assert told(unpacked(pool, bytes(data))) == [("packet.zip › 病理.pdf", PDF)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_told_apart(pool: ReadingPool) -> None:
    data = zip_of([("a.pdf", PDF), ("a.pdf", SCAN), ("A/../a.pdf", b"third")])
    assert told(unpacked(pool, data)) == [
        ("packet.zip › a.pdf", PDF),
        ("packet.zip › a.pdf (2)", SCAN),
        ("packet.zip › A › a.pdf", b"third"),
    ]


def test_one_bad_file_stops_no_other(pool: ReadingPool) -> None:
    data = bytearray(
        zip_of([("a.pdf", PDF), ("b.pdf", b"second" * 1000), ("c.pdf", SCAN)], zipfile.ZIP_STORED)
    )
    place = data.index(b"secondsecond")
    data[place : place + 5] = b"XXXXX"
    assert told(unpacked(pool, bytes(data))) == [
        ("packet.zip › a.pdf", PDF),
        ("packet.zip › b.pdf", "reading.damaged"),
        ("packet.zip › c.pdf", SCAN),
    ]


def test_zip_cut_short_is_damaged(pool: ReadingPool) -> None:
    data = zip_of([("a.pdf", PDF)])
    assert problem(pool, data[:-30]) == "reading.damaged"
    assert problem(pool, data[: len(data) // 2]) == "reading.damaged"


def test_unknown_packing_is_said(pool: ReadingPool) -> None:
    data = raw_zip([(b"a.pdf", PDF, {"method": 9}), (b"b.pdf", PDF, {})])
    assert told(unpacked(pool, data)) == [
        ("packet.zip › a.pdf", "reading.packed_otherwise"),
        ("packet.zip › b.pdf", PDF),
    ]


# ZIP with a password


def test_locked_zip_asks_for_its_password(pool: ReadingPool) -> None:
    data = locked_zip(b"a.pdf", PDF, b"Birkenweg 7")
    assert problem(pool, data) == "reading.needs_password"
    assert problem(pool, data, "Lindenweg") == "reading.wrong_password"
    assert told(unpacked(pool, data, password="Birkenweg 7")) == [("packet.zip › a.pdf", PDF)]


def test_no_wrong_password_of_many_is_taken_for_right(pool: ReadingPool) -> None:
    """The cipher's own check lets one wrong password in 256 pass; the file's checksum does not."""
    data = locked_zip(b"a.pdf", PDF, b"right")
    assert {problem(pool, data, f"wrong {number}") for number in range(400)} == {"reading.wrong_password"}


def test_password_typed_in_chinese_letters_opens_what_was_locked_on_windows(pool: ReadingPool) -> None:
    data = locked_zip(b"a.pdf", PDF, "密码".encode("gbk"))
    assert told(unpacked(pool, data, password="密码")) == [("packet.zip › a.pdf", PDF)]


@pytest.mark.parametrize("fields", [{"flags": 1, "method": 99}, {"flags": 0x41}])
def test_zip_locked_with_aes_says_so(pool: ReadingPool, fields: dict[str, int]) -> None:
    assert problem(pool, raw_zip([(b"a.pdf", PDF, fields)]), "Birkenweg") == "reading.zip_locked_otherwise"


def test_locked_zip_in_a_zip_keeps_its_bytes_until_someone_knows_the_password(pool: ReadingPool) -> None:
    inner = locked_zip(b"a.pdf", PDF, b"Birkenweg")
    (member,) = unpacked(pool, zip_of([("inner.zip", inner)]))
    assert told([member]) == [("packet.zip › inner.zip", "reading.needs_password")]
    assert member.data == inner
    assert told(unpacked(pool, zip_of([("inner.zip", inner)]), password="Birkenweg")) == [
        ("packet.zip › inner.zip › a.pdf", PDF)
    ]


# E-mail


def test_attachments_come_out_byte_for_byte(pool: ReadingPool) -> None:
    data = mail_of([("report.pdf", PDF), ("病理报告.jpg", SCAN)])
    assert told(unpacked(pool, data, "mail.eml")) == [
        ("mail.eml › report.pdf", PDF),
        ("mail.eml › 病理报告.jpg", SCAN),
    ]


def test_words_of_the_message_are_left_and_said(pool: ReadingPool) -> None:
    data = mail_of([("report.pdf", PDF)], words="She had fever after the infusion.")
    assert told(unpacked(pool, data, "mail.eml")) == [
        ("mail.eml › report.pdf", PDF),
        ("mail.eml", "reading.mail_words_left"),
    ]
    empty = mail_of(
        [("report.pdf", PDF)],
        html="<html><style></style><p>&nbsp;</p><img src='https://x.example/t.gif'></html>",
    )
    assert told(unpacked(pool, empty, "mail.eml")) == [("mail.eml › report.pdf", PDF)]
    assert problem(pool, mail_of([], words="Only words.")) == "reading.mail_without_files"


def test_pictures_in_the_text_are_taken_but_for_marks_of_a_letterhead(pool: ReadingPool) -> None:
    logo = encoded(scan_of(ENGLISH, dpi=30).crop((0, 0, 30, 30)), "PNG")
    data = mail_of(
        [], html="<p><img src='cid:page.jpeg'></p>", inline=[("page.jpeg", SCAN), ("logo.png", logo)]
    )
    members = told(unpacked(pool, data, "mail.eml"))
    assert members == [("mail.eml › page.jpeg", SCAN)]


def test_forwarded_message_gives_its_attachments(pool: ReadingPool) -> None:
    outer = mail([("cover.pdf", SCAN)], subject="Fwd")
    outer.add_attachment(mail([("report.pdf", PDF)], subject="Results 病理"))
    assert told(unpacked(pool, outer.as_bytes(), "mail.eml")) == [
        ("mail.eml › cover.pdf", SCAN),
        ("mail.eml › Results 病理 › report.pdf", PDF),
    ]


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (b'filename="=?gb18030?B?' + base64.b64encode("病理.pdf".encode("gb18030")) + b'?="', "病理.pdf"),
        (b'filename="=?GBK?Q?' + b"=B2=A1=C0=ED.pdf" + b'?="', "病理.pdf"),
        (b'filename="' + "病理.pdf".encode("gbk") + b'"', "病理.pdf"),
        (b'filename="' + "病理.pdf".encode() + b'"', "病理.pdf"),
        (b"filename*=UTF-8''%E7%97%85%E7%90%86.pdf", "病理.pdf"),
        (b"filename*0*=gb2312''%B2%A1; filename*1*=%C0%ED.pdf", "病理.pdf"),
        (b'filename="=?no-such-letters?B?AAAA?="', None),
        (b'filename="../../x.pdf"', "x.pdf"),
        (b"", "1.pdf"),
    ],
)
def test_names_as_mail_programs_write_them(pool: ReadingPool, written: bytes, seen: str | None) -> None:
    data = (
        b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf\r\n"
        b"Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; " + written + b"\r\n\r\n"
    ) + base64.encodebytes(PDF)
    (member,) = unpacked(pool, data, "mail.eml")
    assert member.data == PDF
    assert seen is None or member.name == f"mail.eml › {seen}"


def test_signature_beside_a_message_is_no_file(pool: ReadingPool) -> None:
    signed = mail([("report.pdf", PDF)])
    signed.add_attachment(b"0\x80" + bytes(3_000), "application", "pkcs7-signature", filename="smime.p7s")
    assert told(unpacked(pool, signed.as_bytes(), "mail.eml")) == [("mail.eml › report.pdf", PDF)]


# Files in files


def test_zip_in_a_mail_and_mail_in_a_zip_are_opened(pool: ReadingPool) -> None:
    packed = zip_of([("report.pdf", PDF)])
    assert told(unpacked(pool, mail_of([("scans.zip", packed)]), "mail.eml")) == [
        ("mail.eml › scans.zip › report.pdf", PDF)
    ]
    sent = mail_of([("report.pdf", PDF)], words="See there.")
    assert told(unpacked(pool, zip_of([("mail.eml", sent), ("b.jpg", SCAN)]))) == [
        ("packet.zip › mail.eml › report.pdf", PDF),
        ("packet.zip › mail.eml", "reading.mail_words_left"),
        ("packet.zip › b.jpg", SCAN),
    ]


def test_third_in_a_row_stays_closed(pool: ReadingPool) -> None:
    deep = zip_of([("c.zip", zip_of([("report.pdf", PDF)])), ("near.pdf", SCAN)])
    assert told(unpacked(pool, zip_of([("b.zip", deep)]))) == [
        ("packet.zip › b.zip › c.zip", "reading.nested_too_deep"),
        ("packet.zip › b.zip › near.pdf", SCAN),
    ]


def test_word_document_in_a_zip_is_named(pool: ReadingPool) -> None:
    word = zip_of([("[Content_Types].xml", b"<t/>"), ("word/document.xml", b"<d/>")])
    assert told(unpacked(pool, zip_of([("letter.docx", word), ("a.pdf", PDF)]))) == [
        ("packet.zip › letter.docx", "reading.kind.word"),
        ("packet.zip › a.pdf", PDF),
    ]


def test_word_document_in_a_zip_in_a_mail_is_named_and_a_zip_there_lies_too_deep(pool: ReadingPool) -> None:
    word = zip_of([("[Content_Types].xml", b"<t/>"), ("word/document.xml", b"<d/>")])
    book = zip_of([("xl/workbook.xml", b"<w/>")])
    message = mail([("inside.eml", mail_of([("report.pdf", PDF)]))]).as_bytes()
    packed = zip_of(
        [("letter.docx", word), ("values.xlsx", book), ("c.zip", zip_of([("a", b"b")])), ("m.eml", message)]
    )
    found = unpacked(pool, mail_of([("scans.zip", packed)]), "mail.eml")
    assert told(found) == [
        ("mail.eml › scans.zip › letter.docx", "reading.kind.word"),
        ("mail.eml › scans.zip › values.xlsx", "reading.kind.excel"),
        ("mail.eml › scans.zip › c.zip", "reading.nested_too_deep"),
        ("mail.eml › scans.zip › m.eml", "reading.nested_too_deep"),
    ]
    assert found[0].problem is not None
    assert found[0].problem.params == {"file": "mail.eml › scans.zip › letter.docx"}


# Files made to harm


def bomb(megabytes: int) -> bytes:
    return zip_of([("bomb.pdf", bytes(megabytes << 20))])


def test_bomb_is_refused_before_it_is_unpacked(pool: ReadingPool) -> None:
    data = bomb(200)
    assert len(data) < 300_000
    started = time.monotonic()
    assert problem(pool, data) == "reading.packed_too_tightly"
    assert time.monotonic() - started < 5


def test_bomb_of_zips_in_zips_ends_at_the_second(pool: ReadingPool) -> None:
    """As 42.zip is built: sixteen of sixteen, six deep."""
    data = bomb(30)
    for _ in range(5):
        data = zip_of([(f"lib {number}.zip", data) for number in range(16)])
    members = unpacked(pool, data)
    assert {said for _, said in told(members)} == {"reading.nested_too_deep"}
    assert len(members) == 256


def test_many_bombs_side_by_side_share_one_limit(pool: ReadingPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_UNPACKED_BYTES", 100 << 20)
    inner = zip_of([("a.bin", bytes(60 << 20))])
    noise = bytes(range(256)) * 40_000
    members = unpacked(
        pool, zip_of([(f"{n}.zip", inner) for n in range(3)] + [("x", noise)], zipfile.ZIP_STORED)
    )
    assert sum(len(each.data) for each in members) <= 100 << 20
    assert "reading.unpacks_too_large" in {said for _, said in told(members)}


def test_files_laid_over_each_other_are_refused(pool: ReadingPool) -> None:
    """Ten thousand names for the same packed bytes: little to send, much to unpack."""
    data = bytearray(zip_of([("a", bytes(5 << 20))]))
    end = data.index(b"PK\x05\x06")
    listing = bytes(data[data.index(b"PK\x01\x02") : end])
    made = bytes(data[: data.index(b"PK\x01\x02")]) + listing * 900
    tail = struct.pack("<HHHHIIH", 0, 0, 900, 900, len(listing) * 900, data.index(b"PK\x01\x02"), 0)
    assert problem(pool, made + b"PK\x05\x06" + tail) in (
        "reading.packed_too_tightly",
        "reading.unpacks_too_large",
    )


def test_size_that_lies_gives_no_more_than_it_says(pool: ReadingPool) -> None:
    data = raw_zip([(b"small.pdf", bytes(50 << 20), {"method": 8, "size": 1_000}), (b"a.pdf", PDF, {})])
    assert told(unpacked(pool, data)) == [
        ("packet.zip › small.pdf", "reading.damaged"),
        ("packet.zip › a.pdf", PDF),
    ]
    huge = raw_zip([(b"huge.pdf", PDF, {"size": 0xFFFFFFF0})])
    assert problem(pool, huge) in ("reading.packed_too_tightly", "reading.unpacks_too_large")


def test_more_than_a_thousand_files_are_refused(pool: ReadingPool) -> None:
    assert problem(pool, zip_of([(f"{n}.pdf", b"x") for n in range(1_001)])) == "reading.too_many_files"
    inner = zip_of([(f"{n}.pdf", b"x") for n in range(600)])
    members = told(unpacked(pool, zip_of([("a.zip", inner), ("b.zip", inner)])))
    assert members[-1] == ("packet.zip › b.zip", "reading.too_many_files")
    assert len(members) == 601


def test_mail_of_ten_thousand_parts_is_refused(pool: ReadingPool) -> None:
    part = b"--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF\r\n"
    head = b"From: a@example.org\r\nSubject: many\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
    assert problem(pool, head + part * 10_000 + b"--x--\r\n") == "reading.too_many_files"


@pytest.mark.parametrize("depth", [30, 3_000])
def test_mail_in_mail_without_end_is_a_sentence(pool: ReadingPool, depth: int) -> None:
    head = b"From: a@example.org\r\nSubject: x\r\nContent-Type: message/rfc822\r\n\r\n"
    assert problem(pool, head * depth) in (
        "reading.nested_too_deep",
        "reading.damaged",
        "reading.mail_without_files",
    )


def test_parts_in_parts_without_end_are_a_sentence(pool: ReadingPool) -> None:
    head = b"From: a@example.org\r\nSubject: x\r\n"
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000)
    )
    assert problem(pool, head + opening) in (
        "reading.damaged",
        "reading.mail_without_files",
        "reading.too_many_files",
    )


def test_headers_made_of_nonsense_are_survived(pool: ReadingPool) -> None:
    noise = bytes(range(128, 256)) * 20
    data = (
        b"From: a@example.org\r\nSubject: =?utf-8?B?" + noise + b"?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="' + noise[:40] + b'"\r\n\r\n--' + noise[:40] + b"\r\n"
        b"Content-Type: "
        + noise
        + b"; name*0*=x''"
        + noise
        + b"\r\nContent-Disposition: attachment; filename="
        + noise
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!====\xff\r\n"
    )
    try:
        members = unpacked(pool, data, "mail.eml")
    except FileProblem as said:
        assert said.message_id.startswith("reading.")
    else:
        assert all(each.name.startswith("mail.eml") for each in members)


def test_spoiled_zips_and_mails_cost_only_themselves(tesseract: TesseractInstall) -> None:
    """Every one ends in files or a sentence, and the worker is never lost to one."""
    dice = random.Random(42)
    sound = [
        zip_of([("a.pdf", PDF), ("b/c.jpg", SCAN), ("d.zip", zip_of([("e.pdf", PDF)]))]),
        mail_of([("a.pdf", PDF), ("s.zip", zip_of([("e.pdf", PDF)]))], words="hello"),
        locked_zip(b"a.pdf", PDF[:500], b"x"),
    ]
    with ReadingPool(reading_workers=1, tesseract=tesseract) as own:
        for _ in range(150):
            data = bytearray(dice.choice(sound))
            for _ in range(dice.randrange(1, 12)):
                place = dice.choice((dice.randrange(len(data)), max(0, len(data) - dice.randrange(1, 300))))
                data[place] = dice.randrange(256)
            try:
                unpacked(own, bytes(data), password="x")
            except FileProblem as said:
                assert said.message_id not in (
                    "reading.worker_died",
                    "reading.worker_lied",
                    "reading.timed_out",
                )


def test_cancelling_stops_the_unpacking(tesseract: TesseractInstall) -> None:
    dice = random.Random(7)
    digits = bytes(dice.choices(b"0123", k=8 << 20))
    fields = {"method": 12, "sealed": 1, "crc": zlib.crc32(digits), "size": len(digits)}
    packed = bz2.compress(digits)
    slow = raw_zip([(b"%d.bin" % number, packed, fields) for number in range(12)])
    with ReadingPool(reading_workers=1, tesseract=tesseract) as own, SourceFile(slow, "x.zip") as source:
        assert told(unpacked(own, zip_of([("a.pdf", PDF)]))) == [("packet.zip › a.pdf", PDF)]
        running = own.unpack(source)
        time.sleep(0.5)
        started = time.monotonic()
        assert running.cancel()
        assert told(unpacked(own, zip_of([("a.pdf", PDF)]))) == [("packet.zip › a.pdf", PDF)]
        assert time.monotonic() - started < 5
