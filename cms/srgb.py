"""The colours of a decoded picture in sRGB, with eight bits a channel."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageMath

from cms.colour_spaces import described_profile

_SRGB = ImageCms.createProfile("sRGB")


def in_srgb(picture: Image.Image, file: Any) -> Image.Image:
    """Return a decoded picture in mode RGB or RGBA; its file may say what its colours are."""
    embedded = picture.info.get("icc_profile")
    profile = embedded or described_profile(picture, file)
    if picture.mode.startswith("I"):
        picture = _in_eight_bits(picture)
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if not profile:
        return _in_mode(picture, mode)
    if not embedded or picture.mode not in ("1", "L", "LA"):
        return _by_profile(picture if picture.mode == "CMYK" else _in_mode(picture, mode), profile, mode)
    coloured = _by_profile(_in_mode(picture, "L"), profile, "RGB")
    if mode == "RGBA":
        coloured.putalpha(_in_mode(picture, "LA").getchannel("A"))
    return coloured


def _by_profile(picture: Image.Image, profile: bytes, mode: str) -> Image.Image:
    # A profile that is broken, or for other channels than the picture has, is ignored, as browsers do.
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        in_place = picture.mode == mode
        made = ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode, inPlace=in_place)
    except Exception:
        return _in_mode(picture, mode)
    return made or picture


def _in_mode(picture: Image.Image, mode: str) -> Image.Image:
    """Return a picture in this mode: itself if it has it, because a copy costs memory."""
    return picture if picture.mode == mode else picture.convert(mode)


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Return a grey picture of 16 bits as one of eight. Pillow's own conversion makes most of it white."""
    grey = picture.point(lambda value: value * (1 / 256)).convert("L")
    transparent = picture.info.get("transparency")
    if transparent is None:
        return grey
    opaque = ImageMath.lambda_eval(
        lambda args: (args["grey"] != transparent) * 255, grey=picture.convert("I")
    )
    grey.putalpha(opaque.convert("L"))
    return grey
