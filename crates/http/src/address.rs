//! Where a request comes from, when proxies stand in between.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use actix_web::dev::RequestHead;
use actix_web::http::header::{HeaderMap, HeaderName};
use thiserror::Error;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// One address, or all that begin with the same bits: `10.0.0.7` or `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

/// The text is no address and no network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be an address such as 10.0.0.7 or a network such as 10.0.0.0/8")]
pub struct InvalidNetwork;

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(net), IpAddr::V4(it)) => {
                let differing = net.to_bits() ^ it.to_bits();
                differing.leading_zeros() >= self.bits
            }
            (IpAddr::V6(net), IpAddr::V6(it)) => {
                let differing = net.to_bits() ^ it.to_bits();
                differing.leading_zeros() >= self.bits
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(raw: &str) -> Result<Self, InvalidNetwork> {
        let (address, bits) = match raw.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (raw.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| InvalidNetwork)?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            Some(bits) => bits.parse().map_err(|_| InvalidNetwork)?,
            None => all,
        };
        if bits > all {
            return Err(InvalidNetwork);
        }
        Ok(Self { address, bits })
    }
}

/// Proxies that tell the truth about whom they speak for.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<Network>);

impl TrustedProxies {
    /// These, and nobody else.
    pub const fn new(networks: Vec<Network>) -> Self {
        Self(networks)
    }

    /// Who asks: the peer, or the last address in `X-Forwarded-For` that no trusted proxy has.
    pub(crate) fn client(&self, head: &RequestHead) -> Option<IpAddr> {
        let mut client = peer(head)?;
        for hop in hops(head.headers()).into_iter().rev() {
            if !self.trusts(client) {
                break;
            }
            // What a proxy passed on unread ends the chain: beyond it nothing is known.
            let Some(address) = parse_hop(hop) else { break };
            client = address;
        }
        Some(client)
    }

    /// Whether the browser came by TLS, as a trusted proxy says.
    pub(crate) fn came_by_tls(&self, head: &RequestHead) -> bool {
        let Some(proto) = head.headers().get(&FORWARDED_PROTO) else {
            return false;
        };
        let last = proto.to_str().ok().and_then(|it| it.rsplit(',').next());
        let is_https = last.is_some_and(|it| it.trim().eq_ignore_ascii_case("https"));
        is_https && peer(head).is_some_and(|peer| self.trusts(peer))
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

fn peer(head: &RequestHead) -> Option<IpAddr> {
    head.peer_addr.map(|peer| peer.ip().to_canonical())
}

fn hops(headers: &HeaderMap) -> Vec<&str> {
    let lines = headers.get_all(&FORWARDED_FOR);
    let hops = lines.flat_map(|line| line.to_str().unwrap_or_default().split(','));
    hops.map(str::trim).collect()
}

/// Some proxies add the port.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>().ok();
    let address = address.or_else(|| hop.parse::<SocketAddr>().ok().map(|it| it.ip()));
    address.map(|it| it.to_canonical())
}
