"""Tell the addresses of the open internet from those of this machine, its network and its provider."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Inside, whatever the tables of a release of Python say: where providers answer their own machines, what once was a site's own.
_INSIDE = tuple(map(ip_network, ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "fec0::/10")))
# Ways of writing an IPv4 address as an IPv6 one; a gateway on the way would go to the former.
_TRANSLATED = tuple(
    map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "::ffff:0:0:0/96"))
)


def is_public(text: str) -> bool:
    """Tell whether an address, in its usual form, is one that anybody in the world can mean."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _public(address.ipv4_mapped)
        if any(address in network for network in _TRANSLATED):
            return False
    return _public(address)


def _public(address: IPv4Address | IPv6Address) -> bool:
    if any(address in network for network in _INSIDE if network.version == address.version):
        return False
    special = address.is_private or address.is_loopback or address.is_link_local or address.is_reserved
    return address.is_global and not (special or address.is_multicast or address.is_unspecified)
