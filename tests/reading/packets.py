"""ZIPs and e-mails as they arrive, and as someone who means harm would write them."""

import email.policy
import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

Files = list[tuple[str, bytes]]


def zip_of(files: Files, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as made:
        for name, data in files:
            made.writestr(zipfile.ZipInfo(name), data, compression)
    return stream.getvalue()


def raw_zip(entries: list[tuple[bytes, bytes, dict[str, int]]]) -> bytes:
    """A ZIP written field by field: names as bytes, and any field other than it should be.

    Fields: flags, method, crc, size, packed (what it claims), attributes, system.
    """
    out, listing = bytearray(), bytearray()
    for name, data, fields in entries:
        place = len(out)
        packed = data if fields.get("method", 0) != 8 or "sealed" in fields else _deflated(data)
        size = fields.get("size", len(data))
        known = struct.pack(
            "<HHHHHIIIH",
            *(20, fields.get("flags", 0), fields.get("method", 0), 0, 0x21),
            *(fields.get("crc", zlib.crc32(data)), fields.get("packed", len(packed)), size, len(name)),
        )
        out += b"PK\x03\x04" + known + struct.pack("<H", 0) + name + packed
        system, attributes = fields.get("system", 3), fields.get("attributes", 0o100644 << 16)
        listing += b"PK\x01\x02" + struct.pack("<BB", 20, system) + known
        listing += struct.pack("<HHHHII", 0, 0, 0, 0, attributes, place) + name
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(listing), len(out), 0)
    return bytes(out + listing) + b"PK\x05\x06" + end


def _deflated(data: bytes) -> bytes:
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return made.compress(data) + made.flush()


def locked_zip(name: bytes, data: bytes, password: bytes) -> bytes:
    """With the old cipher of PKZIP, which the standard library reads and does not write."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def step(byte: int) -> None:
        keys[0] = _crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[2], keys[1] >> 24)

    def sealed(byte: int) -> int:
        near = (keys[2] | 2) & 0xFFFF
        step(byte)
        return byte ^ ((near * (near ^ 1)) >> 8) & 0xFF

    for byte in password:
        step(byte)
    crc = zlib.crc32(data)
    header = bytes(11) + bytes([crc >> 24])
    cipher = bytes(sealed(byte) for byte in header + data)
    fields = {"flags": 1, "crc": crc, "size": len(data), "packed": len(cipher), "sealed": 1}
    return raw_zip([(name, cipher, fields)])


def _crc(crc: int, byte: int) -> int:
    return (zlib.crc32(bytes([byte]), crc ^ 0xFFFFFFFF) ^ 0xFFFFFFFF) & 0xFFFFFFFF


def mail(
    files: Files, words: str = "", html: str = "", subject: str = "Packet", inline: Files | None = None
) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "anna@example.org", "ward@example.org", subject
    made["Date"] = "Mon, 02 Jun 2025 08:00:00 +0200"
    if words or not html:
        made.set_content(words)
    if html:
        made.add_alternative(html, "html") if words else made.set_content(html, "html")
    for name, data in inline or []:
        made.add_related(
            data, "image", name.rpartition(".")[2], filename=name, cid=f"<{name}>", disposition="inline"
        )
    for name, data in files:
        made.add_attachment(data, "application", "octet-stream", filename=name)
    return made


def mail_of(files: Files, **options: object) -> bytes:
    return mail(files, **options).as_bytes(policy=email.policy.SMTP)  # type: ignore[arg-type]
