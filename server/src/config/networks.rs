//! Whose word is taken for where a request comes from.

use std::{
    net::{IpAddr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

use http::HeaderMap;

/// An address, or all those that begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(ip)) => {
                (u32::from(network) ^ u32::from(ip)).leading_zeros() >= self.bits
            }
            (IpAddr::V6(network), IpAddr::V6(ip)) => {
                (u128::from(network) ^ u128::from(ip)).leading_zeros() >= self.bits
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let hint = "write IP addresses or networks, such as 10.0.0.7 or 10.0.0.0/8, with commas between";
        let (address, bits) = text.split_once('/').map_or((text, None), |(ip, bits)| (ip, Some(bits)));
        let address: IpAddr = address.trim().parse().map_err(|_| hint.to_owned())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.trim().parse()).map_err(|_| hint.to_owned())?;
        if bits > most { Err(hint.to_owned()) } else { Ok(Self { address, bits }) }
    }
}

/// The proxies whose `X-Forwarded-For` is believed.
#[derive(Debug, Clone, Default)]
pub struct Trusted(Arc<[Network]>);

impl Trusted {
    /// These and no others.
    pub fn new(proxies: Vec<Network>) -> Self {
        Self(proxies.into())
    }

    /// Who really asks: the peer, or the nearest address in `X-Forwarded-For` that is no proxy of ours. What stands
    /// further left was written by somebody we do not know.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines = headers.get_all("x-forwarded-for").iter().rev();
        let mut hops = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.rsplit(','));
        while self.trusts(client) {
            let Some(hop) = hops.next().and_then(hop) else { break };
            client = hop;
        }
        client
    }

    fn trusts(&self, ip: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(ip))
    }
}

/// Some proxies write the port too.
fn hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let ip = text.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    ip.ok().map(|ip| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &[&str], peer: &str, forwarded: &[&'static str]) -> String {
        let networks = trusted.iter().map(|text| text.parse().expect("a network")).collect();
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", http::HeaderValue::from_static(line));
        }
        Trusted::new(networks).client(peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(client(&[], "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(client(&["10.0.0.0/8"], "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
    }

    #[test]
    fn our_proxies_are_believed_as_far_as_they_know() {
        let ours = ["10.0.0.0/8", "127.0.0.1"];
        assert_eq!(client(&ours, "127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client(&ours, "::ffff:10.1.2.3", &["198.51.100.1, 10.9.9.9"]), "198.51.100.1");
        // The visitor wrote the first hop; our proxy added the second.
        assert_eq!(client(&ours, "10.1.2.3", &["1.1.1.1", "198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(client(&ours, "10.1.2.3", &["nonsense"]), "10.1.2.3");
        assert_eq!(client(&ours, "10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn networks_are_read_with_care() {
        for wrong in ["", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "::1/129", "10.0.0"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong:?}");
        }
        assert_eq!(client(&["2001:db8::/32"], "2001:db8::5", &["2a00::1"]), "2a00::1");
        assert_eq!(client(&["0.0.0.0/0"], "9.9.9.9", &["8.8.8.8"]), "8.8.8.8");
    }
}
