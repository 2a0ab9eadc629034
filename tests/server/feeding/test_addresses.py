"""Only the open internet is read, whatever form an address takes."""

from __future__ import annotations

import pytest

from ecograph.server.feeding.addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.0.0.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
        "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16", "192.88.99.1",
        "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:7f00:1::",
        "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1", "100::1",
        "", "example.org", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "1.1.1.1 ", "１.1.1.1",
    ],
)  # fmt: skip
def test_what_is_not_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "114.114.114.114", "::ffff:8.8.8.8", "2606:4700:4700::1111", "2400:3200::1"]
)
def test_the_open_internet(address: str) -> None:
    assert is_public(address)
