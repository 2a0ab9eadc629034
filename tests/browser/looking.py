"""The sizes of window that pages are looked at in."""

DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
