"""Which addresses events may go to, and that the one connected to is the one looked at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.event_hooks.addresses import is_public, read_url
from domain.event_hooks.errors import HookAddressNotUsable

PRIVATE = [  # each would lead to this machine, its network or nowhere
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1",  # noqa: S104 - not bound to
    "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::",
    "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "2001:db8::1", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_inside_somewhere_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_what_anybody_reaches_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:{}", "64:ff9b::{}"]))
def test_a_disguise_changes_nothing(address: object, disguise: str) -> None:
    assert is_public(disguise.format(address)) == is_public(str(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/x", "ftp://example.com", "//example.com", "example.com", "",
        "https://", "https:///x", "https://user:pw@example.com/", "https://user@example.com/",
        "https://example.com/#part", "https://localhost/", "https://LOCALHOST./", "https://web/",
        "https://a.localhost/", "https://printer.local/", "https://db.internal/x",
        "https://127.0.0.1/", "https://[::1]/", "https://[fe80::1]/", "https://2130706433/",
        "https://0x7f.1/", "https://017700000001/", "https://169.254.169.254/latest/meta-data",
        "https://example.com:0/", "https://example.com:99999/", "https://exam ple.com/",
        "https://example.com/\x00", "https://example.com/\r\nHost: x", "https://пример.рф/",
        "https://example.com/" + "x" * 500, "javascript:alert(1)", "https://[::ffff:10.0.0.1]/",
    ],
)  # fmt: skip
def test_what_could_not_be_anybodys_is_refused(url: str) -> None:
    with pytest.raises(HookAddressNotUsable):
        read_url(url, may_be_private=False)


@pytest.mark.parametrize(
    "url", ["https://example.com/hotels", " https://api.example.co.uk:8443/x?y=1 ",
            "https://xn--e1afmkfd.xn--p1ai/", "https://8.8.8.8/x"],
)  # fmt: skip
def test_what_anybody_could_reach_is_taken(url: str) -> None:
    assert read_url(url, may_be_private=False) == url.strip()


@given(st.text(max_size=60))
def test_any_text_is_taken_or_refused(text: str) -> None:
    try:
        kept = read_url(f"https://{text}", may_be_private=False)
    except HookAddressNotUsable:
        return
    assert kept.isascii()
    assert kept.startswith("https://")
