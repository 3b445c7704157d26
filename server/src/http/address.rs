//! Where a request comes from: the peer of the connection, or, behind proxies
//! the administrator named, whoever they say.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use anyhow::Context as _;
use axum::http::{HeaderMap, HeaderName};
use domain::limits::ClientAddress;
use ipnet::IpNet;

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The proxies in front of the server whose word is taken; nobody's by default.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proxies {
    networks: Arc<[IpNet]>,
}

impl Proxies {
    /// Addresses and networks with commas between, such as `127.0.0.1,10.0.0.5`.
    pub(crate) fn parse(list: &str) -> anyhow::Result<Self> {
        let networks = list
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(|word| {
                word.parse()
                    .or_else(|_| word.parse::<IpAddr>().map(IpNet::from))
                    .with_context(|| format!("BARNRAISE_TRUSTED_PROXIES: {word} is no address or network such as 10.0.0.5"))
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { networks })
    }

    /// Whether nobody is trusted.
    pub(crate) fn is_empty(&self) -> bool {
        self.networks.is_empty()
    }

    /// Whether a network is so wide that it names everybody.
    pub(crate) fn everybody(&self) -> bool {
        self.networks
            .iter()
            .any(|network| network.prefix_len() == 0)
    }

    /// Whether this address is one of them.
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks
            .iter()
            .any(|network| network.contains(&address))
    }

    /// Who asks. `X-Forwarded-For` is read from the right, as each proxy adds
    /// its peer there: the first address that is no proxy of ours is the
    /// client, and whatever stands left of it anybody may have written.
    ///
    /// Where all of them are proxies of ours the client is somebody inside a
    /// trusted network, who may have written everything but the rightmost
    /// address: that one our own peer saw, so it counts.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> ClientAddress {
        let peer = peer.to_canonical();
        if self.networks.is_empty() || !self.trusts(peer) {
            return ClientAddress(peer);
        }
        let lines = headers.get_all(FORWARDED).iter().rev();
        let hops = lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        // What cannot be read ends the chain.
        let hops = hops.map_while(|hop| Some(address(hop.trim())?.to_canonical()));
        let mut hops = hops.fuse();
        let nearest = hops.next().unwrap_or(peer);
        if !self.trusts(nearest) {
            return ClientAddress(nearest);
        }
        let stranger = hops.find(|hop| !self.trusts(*hop));
        ClientAddress(stranger.unwrap_or(nearest))
    }
}

/// An address, as some proxies write it with a port.
fn address(word: &str) -> Option<IpAddr> {
    word.parse()
        .or_else(|_| word.parse::<SocketAddr>().map(|with_port| with_port.ip()))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(proxies: &str, peer: &str, forwarded: &[&str]) -> String {
        let proxies = Proxies::parse(proxies).expect("proxies");
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED, line.parse().expect("a header"));
        }
        let peer = peer.parse().expect("an address");
        proxies.client(peer, &headers).0.to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(client("", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(
            client("10.0.0.0/8", "203.0.113.9", &["198.51.100.1"]),
            "203.0.113.9"
        );
    }

    #[test]
    fn the_first_stranger_from_the_right_is_the_client() {
        let behind = |forwarded: &[&str]| client("10.0.0.0/8, ::1", "10.0.0.1", forwarded);
        assert_eq!(behind(&["198.51.100.1"]), "198.51.100.1");
        assert_eq!(behind(&["6.6.6.6, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            behind(&["6.6.6.6", "198.51.100.1, 10.0.0.2"]),
            "198.51.100.1"
        );
        assert_eq!(behind(&["[2001:db8::1]:443"]), "2001:db8::1");
        assert_eq!(behind(&["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(behind(&["6.6.6.6, nonsense"]), "10.0.0.1");
        assert_eq!(behind(&[]), "10.0.0.1");
    }

    #[test]
    fn somebody_inside_a_trusted_network_cannot_choose_an_address() {
        let behind = |forwarded: &[&str]| client("10.0.0.0/8", "10.0.0.1", forwarded);
        assert_eq!(behind(&["10.0.0.7"]), "10.0.0.7");
        assert_eq!(behind(&["10.9.9.1, 10.0.0.7"]), "10.0.0.7");
        assert_eq!(behind(&["10.9.9.2", "10.9.9.3, 10.0.0.7"]), "10.0.0.7");
        assert_eq!(behind(&["nonsense, 10.9.9.4, 10.0.0.7"]), "10.0.0.7");
    }

    #[test]
    fn a_v4_peer_on_a_v6_socket_is_the_same_peer() {
        assert_eq!(
            client("10.0.0.0/8", "::ffff:10.0.0.1", &["198.51.100.1"]),
            "198.51.100.1"
        );
    }

    #[test]
    fn what_is_no_network_is_refused() {
        assert!(Proxies::parse("10.0.0.0/8,proxy.example").is_err());
    }
}
