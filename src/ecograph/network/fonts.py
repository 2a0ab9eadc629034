"""Find a font family that has Chinese characters, and say what to do where there is none."""

from __future__ import annotations

CSS_FAMILIES = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif")

# Simplified forms first; the Japanese and other faces write some characters another way, but write them.
_KNOWN = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei",
    "Hiragino Sans GB", "Heiti SC", "SimHei", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
    "Noto Sans CJK JP", "Noto Sans CJK TC", "Noto Serif CJK SC", "SimSun", "AR PL UMing CN", "Arial Unicode MS",
)  # fmt: skip

NO_FONT = (
    "no font with Chinese characters was found on this machine; install one (Debian and Ubuntu: "
    "apt install fonts-noto-cjk; Fedora: dnf install google-noto-sans-cjk-fonts) and draw again"
)
NO_FONT_SVG = NO_FONT + ", or open the SVG where there is one: its labels are kept as text"


def chinese_family() -> str | None:
    """Return the name of an installed family with simplified Chinese characters, None if there is none."""
    from matplotlib.font_manager import fontManager

    installed = {font.name for font in fontManager.ttflist}
    return next((name for name in _KNOWN if name in installed), None)
