from __future__ import annotations

from urllib.parse import parse_qsl, quote

import pytest
from starlette.exceptions import HTTPException

from ecograph.server.protocol.operation import pairs_of

ENCODED = [
    b"",
    b"query=ASK%20%7B%7D",
    b"query=" + quote("SELECT ?name { ?a rdfs:label '生态环境局' } # 100 %").encode(),
    b"a=1&a=2&b&=c&&d==e=",
    b"plus=a+b%2Bc+%2b",
    b"lines=a%0D%0Ab%3D%0A",
    b"sign=100%&x=%zz&y=%4&z=%",
    b"at the end of a line=%\n&other=a%\r\nb",
    b"=3D=41&equals=%3D41",
    b"tab%09=\t &nothing=%00",
]


@pytest.mark.parametrize("encoded", ENCODED)
def test_parameters_are_read_as_the_standard_library_does(encoded):
    assert list(pairs_of(encoded)) == parse_qsl(encoded.decode(), keep_blank_values=True)


@pytest.mark.parametrize("encoded", ["query=生".encode(), b"query=%FF", b"%E7%94=x", b"&a=1" * 1000])
def test_what_is_no_text_or_too_much_is_refused(encoded):
    with pytest.raises(HTTPException) as caught:
        pairs_of(encoded)
    assert caught.value.status_code == 400
