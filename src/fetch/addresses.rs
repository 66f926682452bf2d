//! Addresses: which are ones, how they are shown, and which networks may be asked at all.
//!
//! A list of feeds may come from anybody. What only the own machine or the house can reach (a router's page, a service that trusts whoever is
//! inside) must not be fetched because such a list, or a redirect, says so.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// The address that `text` is, without its fragment; or why it is none.
///
/// `feed:` before an address, as browsers once wrote it, is taken off.
pub(super) fn parse(text: &str) -> Result<Url, String> {
    let mut text = text.trim();
    if let Some((scheme, rest)) = text.split_once(':')
        && scheme.eq_ignore_ascii_case("feed")
    {
        if rest.starts_with("//") {
            return parse(&format!("http:{rest}"));
        }
        text = rest;
    }
    let mut url = Url::parse(text).map_err(|error| match error {
        url::ParseError::RelativeUrlWithoutBase => {
            "is no address: one begins with https:// or http://".to_owned()
        }
        error => format!("is no address ({error})"),
    })?;
    check(&url)?;
    url.set_fragment(None);
    Ok(url)
}

/// Why `url` may not be asked, whatever it resolves to.
pub(super) fn check(url: &Url) -> Result<(), String> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("has the scheme {}: only https and http are asked", url.scheme()));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err("names no host".to_owned());
    }
    Ok(())
}

/// The address as it is shown and kept: without the name and the password of a user.
pub(super) fn shown(url: &Url) -> String {
    without_user(url).into()
}

pub(super) fn without_user(url: &Url) -> Url {
    let mut url = url.clone();
    // Both succeed for what has a host.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// What the user of an address is proved by (RFC 7617), for the origin that it was given for and no other.
pub(super) fn credentials(listed: &Url, asked: &Url) -> Option<String> {
    let password = listed.password().unwrap_or_default();
    if listed.username().is_empty() && password.is_empty() || listed.origin() != asked.origin() {
        return None;
    }
    let mut pair: Vec<u8> = percent_decode_str(listed.username()).collect();
    pair.push(b':');
    pair.extend(percent_decode_str(password));
    Some(format!("Basic {}", STANDARD.encode(pair)))
}

/// Whether `url` itself says that it leads to no public address, before its host is looked up: in numbers, or as `localhost` (RFC 6761).
pub(super) fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => !is_public_v4(address),
        Some(Host::Ipv6(address)) => !is_public_v6(address),
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        None => false,
    }
}

/// Whether an address is one of the public internet, by the IANA's registries of special-purpose addresses (RFC 6890).
///
/// ```
/// use slugline::fetch::is_public;
///
/// assert!(is_public("192.0.1.1".parse()?));
/// assert!(!is_public("127.0.0.1".parse()?));
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// The blocks of IPv4 that are not public, and how many of their bits they have in common.
const SPECIAL_V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::UNSPECIFIED, 8),           // this network, RFC 791
    (Ipv4Addr::new(10, 0, 0, 0), 8),      // private, RFC 1918
    (Ipv4Addr::new(100, 64, 0, 0), 10),   // carriers' own, RFC 6598
    (Ipv4Addr::new(127, 0, 0, 0), 8),     // loopback, RFC 1122
    (Ipv4Addr::new(169, 254, 0, 0), 16),  // link-local, RFC 3927
    (Ipv4Addr::new(172, 16, 0, 0), 12),   // private, RFC 1918
    (Ipv4Addr::new(192, 0, 0, 0), 24),    // protocols' own, RFC 6890
    (Ipv4Addr::new(192, 0, 2, 0), 24),    // documentation, RFC 5737
    (Ipv4Addr::new(192, 88, 99, 0), 24),  // relays of 6to4, RFC 7526
    (Ipv4Addr::new(192, 168, 0, 0), 16),  // private, RFC 1918
    (Ipv4Addr::new(198, 18, 0, 0), 15),   // measurements, RFC 2544
    (Ipv4Addr::new(198, 51, 100, 0), 24), // documentation, RFC 5737
    (Ipv4Addr::new(203, 0, 113, 0), 24),  // documentation, RFC 5737
    (Ipv4Addr::new(224, 0, 0, 0), 4),     // multicast, RFC 5771
    (Ipv4Addr::new(240, 0, 0, 0), 4),     // reserved, RFC 1112; broadcast, RFC 919
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_in = |block: Ipv4Addr, n_bits: u32| (address.to_bits() ^ block.to_bits()) >> (32 - n_bits) == 0;
    !SPECIAL_V4.iter().any(|(block, n_bits)| is_in(*block, *n_bits))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = inner_v4(address) {
        return is_public_v4(inner);
    }
    match address.segments() {
        // Protocols' own, Teredo, benchmarks, identifiers: RFC 2928, RFC 4380, RFC 5180, RFC 7343. Documentation: RFC 3849, RFC 9637.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // Global unicast, RFC 4291. All else is unspecified, loopback, unique local (RFC 4193), link-local, site-local (RFC 3879), multicast,
        // discarded (RFC 6666), or not given out.
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

/// The IPv4 address that an IPv6 address stands for: mapped (RFC 4291), translated (RFC 6052), or of 6to4 (RFC 3056).
fn inner_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Some(Ipv4Addr::new(a, b, c, d))
    };
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low]
        | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x2002, high, low, ..] => of(high, low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first and last addresses of blocks, and their neighbours, from the IANA IPv4 and IPv6 Special-Purpose Address Registries.
    #[test]
    fn special_addresses_are_not_public() {
        for special in [
            "0.0.0.0",         // RFC 791
            "0.255.255.255",   // RFC 791
            "10.0.0.0",        // RFC 1918
            "10.255.255.255",  // RFC 1918
            "100.64.0.0",      // RFC 6598
            "100.127.255.255", // RFC 6598
            "127.0.0.1",       // RFC 1122
            "127.255.255.255", // RFC 1122
            "169.254.169.254", // RFC 3927
            "172.16.0.0",      // RFC 1918
            "172.31.255.255",  // RFC 1918
            "192.0.0.1",       // RFC 6890
            "192.0.2.1",       // RFC 5737
            "192.88.99.1",     // RFC 7526
            "192.168.0.1",     // RFC 1918
            "198.18.0.0",      // RFC 2544
            "198.19.255.255",  // RFC 2544
            "198.51.100.7",    // RFC 5737
            "203.0.113.7",     // RFC 5737
            "224.0.0.1",       // RFC 5771
            "239.255.255.255", // RFC 2365
            "240.0.0.1",       // RFC 1112
            "255.255.255.255", // RFC 919
            "::",              // RFC 4291
            "::1",             // RFC 4291
            "::ffff:10.0.0.1", // RFC 4291, mapped
            "::127.0.0.1",     // RFC 4291, compatible
            "::8.8.8.8",       // RFC 4291, compatible, and so deprecated
            "64:ff9b::a00:1",  // RFC 6052, of 10.0.0.1
            "64:ff9b:1::1",    // RFC 8215
            "100::1",          // RFC 6666
            "2001::1",         // RFC 4380
            "2001:2::1",       // RFC 5180
            "2001:1ff:ffff::", // RFC 2928
            "2001:db8::1",     // RFC 3849
            "2002:7f00:1::1",  // RFC 3056, of 127.0.0.1
            "3fff::1",         // RFC 9637
            "fc00::1",         // RFC 4193
            "fdff::1",         // RFC 4193
            "fe80::1",         // RFC 4291
            "fec0::1",         // RFC 3879
            "ff02::1",         // RFC 4291
        ] {
            assert!(!is_public(special.parse().unwrap()), "{special}");
        }
    }

    #[test]
    fn their_neighbours_are() {
        for public in [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2001:200::1",
            "2002:808:808::1",
            "2600::1",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    /// The spellings of 127.0.0.1 that the WHATWG's URL Standard reads as numbers (section 3.5, host parsing), and names of RFC 6761.
    #[test]
    fn private_hosts_are_seen_through_their_spellings() {
        let is_private = |host: &str| is_private(&parse(&format!("http://{host}/")).unwrap());
        for host in [
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "127.0.0.1.",
            "１２７.0.0.1",
            "[::1]",
            "[::ffff:a00:1]",
            "LocalHost",
            "localhost.",
            "feeds.localhost",
        ] {
            assert!(is_private(host), "{host}");
        }
        for host in ["feeds.example", "localhost.example", "notlocalhost", "1.1.1.1", "[2600::1]"] {
            assert!(!is_private(host), "{host}");
        }
    }

    #[test]
    fn what_is_no_address_says_why() {
        let reason = |text: &str| parse(text).unwrap_err();
        assert!(reason("feeds.example/rss").contains("begins with https://"));
        assert!(reason("file:///etc/passwd").contains("only https and http"));
        assert!(reason("gopher://feeds.example").contains("gopher"));
        assert!(reason("https://").contains("no address"));
        assert!(reason("https://feeds.example:99999/").contains("no address"));
    }

    #[test]
    fn addresses_are_brought_to_one_form() {
        for (text, form) in [
            (" https://Feeds.Example/a#top ", "https://feeds.example/a"),
            ("feed://feeds.example/a", "http://feeds.example/a"),
            ("feed:https://feeds.example/a", "https://feeds.example/a"),
            ("http://feeds.example:80", "http://feeds.example/"),
        ] {
            assert_eq!(parse(text).unwrap().as_str(), form);
        }
    }

    /// The pair of RFC 7617, section 2: user `Aladdin`, password `open sesame`.
    #[test]
    fn credentials_go_to_their_own_origin_and_are_never_shown() {
        let listed = parse("https://Aladdin:open%20sesame@feeds.example/a").unwrap();
        let asked = |address: &str| credentials(&listed, &parse(address).unwrap());
        let expected = Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==".to_owned());
        assert_eq!(asked("https://feeds.example/b"), expected);
        for other in ["http://feeds.example/a", "https://feeds.example:8443/a", "https://other.example/a"] {
            assert_eq!(asked(other), None, "{other}");
        }
        assert_eq!(shown(&listed), "https://feeds.example/a");
        assert_eq!(credentials(&without_user(&listed), &listed), None);
    }
}
