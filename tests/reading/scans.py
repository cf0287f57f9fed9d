"""Pages whose text is known, made here: drawn with PyMuPDF, spoiled with Pillow as a scanner would."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pymupdf
from PIL import Image, ImageFilter

ENGLISH = (
    "Department of Haematology, discharge summary. Patient: Ottilie Brandvoll, 61 years, record LY-0147. "
    "Diagnosis: diffuse large B-cell lymphoma, non-germinal centre type, stage III, IPI 3. "
    "Six cycles of R-CHOP were given from 12 March 2024 to 30 June 2024 with complete response on PET-CT, "
    "Deauville score 2. Relapse was suspected on 14 January 2025; a biopsy of the left inguinal node was taken "
    "on 21 January 2025 and showed CD20 positive large cells, Ki-67 about 80 percent. FISH: MYC not rearranged, "
    "BCL2 rearranged, BCL6 not rearranged. Second line: R-GDP, two cycles, progressive disease. "
    "Laboratory: haemoglobin 98 g/L, platelets 132, neutrophils 2.4, creatinine 71 umol/L, ALT 28 U/L. "
    "Ejection fraction 62 percent. Hepatitis B surface antigen negative, anti-HBc positive, HBV DNA not detected. "
    "The patient is in good general condition, ECOG 1, and asks for further treatment. "
    "No neurological complaints; magnetic resonance imaging of the brain was not done."
)
CHINESE = (
    "血液内科出院小结。患者陆青禾，女，六十一岁，住院号零一四七。"
    "诊断：弥漫大B细胞淋巴瘤，非生发中心型，三期，国际预后指数三分。"
    "二零二四年三月至六月行六周期化疗，疗效评价为完全缓解。"
    "二零二五年一月发现左侧腹股沟淋巴结肿大，穿刺活检提示复发，细胞增殖指数约百分之八十。"
    "随后给予二线治疗两周期，疾病进展。患者一般情况良好，无神经系统症状，要求进一步治疗。"
    "乙肝表面抗原阴性，核心抗体阳性，病毒核酸未检出。心脏超声未见明显异常，射血分数正常。"
)
PAGE_WIDTH, PAGE_HEIGHT = 595, 842
MARGIN = 60


@dataclass(frozen=True)
class Spoiling:
    """What a scan does to a page; angles in degrees clockwise."""

    turn: int = 0
    lean: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    contrast: float = 1.0
    shadow: float = 0.0


def text_page(text: str, font: str = "helv", size: float = 11.0) -> pymupdf.Document:
    """A one-page document with the text as paragraphs of a letter."""
    document = pymupdf.open()
    page = document.new_page(width=PAGE_WIDTH, height=PAGE_HEIGHT)
    frame = pymupdf.Rect(MARGIN, MARGIN, PAGE_WIDTH - MARGIN, PAGE_HEIGHT - MARGIN)
    room = page.insert_textbox(frame, text, fontname=font, fontsize=size, lineheight=1.5)
    assert room >= 0, "the text does not fit on the page"
    return document


def pdf_of(text: str, font: str = "helv", size: float = 11.0) -> bytes:
    """A born-digital page."""
    with text_page(text, font, size) as document:
        return bytes(document.tobytes())


def scan_of(
    text: str, font: str = "helv", dpi: int = 300, how: Spoiling | None = None, size: float = 11.0
) -> Image.Image:
    """The page as a grey picture."""
    with text_page(text, font, size) as document:
        return spoiled(_grey(document, dpi), how or Spoiling())


def scan_drawn(
    draw: Callable[[pymupdf.Page], None],
    dpi: int = 200,
    how: Spoiling | None = None,
    size: tuple[float, float] = (PAGE_WIDTH, PAGE_HEIGHT),
) -> Image.Image:
    """A sheet on which `draw` has put something, as a grey picture."""
    with pymupdf.open() as document:
        draw(document.new_page(width=size[0], height=size[1]))
        return spoiled(_grey(document, dpi), how or Spoiling())


def _grey(document: pymupdf.Document, dpi: int) -> Image.Image:
    pixmap = document[0].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
    return Image.frombytes("L", (pixmap.width, pixmap.height), pixmap.samples)


def spoiled(image: Image.Image, how: Spoiling) -> Image.Image:
    if how.lean:
        image = image.rotate(-how.lean, Image.Resampling.BICUBIC, fillcolor=255)
    if how.blur:
        image = image.filter(ImageFilter.GaussianBlur(how.blur))
    pixels = 255.0 - (255.0 - np.asarray(image, np.float32)) * how.contrast
    if how.shadow:
        pixels *= np.linspace(1.0 - how.shadow, 1.0, pixels.shape[1], dtype=np.float32)
    if how.noise:
        pixels += np.random.default_rng(7).normal(0.0, how.noise, pixels.shape)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return image.rotate(-how.turn, expand=True) if how.turn else image


def blank_scan(seed: int = 3) -> Image.Image:
    """An empty sheet with a little noise and a few specks."""
    sheet = np.random.default_rng(seed).normal(246.0, 3.0, (3508, 2480))
    for _ in range(6):
        row, column = random.Random(seed).randrange(3000), random.Random(seed).randrange(2000)
        sheet[row : row + 3, column : column + 3] = 120
    return Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def pdf_of_scans(*images: Image.Image, dpi: int = 300) -> bytes:
    """A PDF whose pages are pictures."""
    with pymupdf.open() as document:
        for image in images:
            page = document.new_page(width=image.width * 72 / dpi, height=image.height * 72 / dpi)
            page.insert_image(page.rect, stream=encoded(image, "JPEG", quality=85))
        return bytes(document.tobytes())
