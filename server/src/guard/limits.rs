//! How often one address may ask. An antenne is many people behind one address: the limits stop machines, not colleagues.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::members::audit::Origin;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock, clock::DefaultClock};

use crate::config::Trusted;

/// How fast, and how many at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Requests a minute, in the long run.
    pub per_minute: NonZeroU32,
    /// Requests at once, after a rest.
    pub burst: NonZeroU32,
}

impl Pace {
    /// So many a minute, so many at once; zero is taken for one.
    pub fn new(per_minute: u32, burst: u32) -> Self {
        let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self { per_minute: at_least_one(per_minute), burst: at_least_one(burst) }
    }
}

/// The pace of each kind of request; `None` is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Asking for sign-in links, and using them; asking for an account.
    pub sign_in: Option<Pace>,
    /// Every other form.
    pub writes: Option<Pace>,
    /// Pages.
    pub reads: Option<Pace>,
}

impl Limits {
    /// Those of a site in use.
    pub fn usual() -> Self {
        Self {
            sign_in: Some(Pace::new(10, 10)),
            writes: Some(Pace::new(60, 60)),
            reads: Some(Pace::new(1_200, 600)),
        }
    }

    /// Those of a demonstration: whoever tries it, tests included, signs in over and over.
    pub fn of_a_demonstration() -> Self {
        Self { sign_in: None, writes: Some(Pace::new(600, 600)), reads: Some(Pace::new(6_000, 6_000)) }
    }

    /// None at all, for measurements.
    pub fn none() -> Self {
        Self { sign_in: None, writes: None, reads: None }
    }
}

/// The counters of one kind of request.
struct Gate {
    counters: DefaultKeyedRateLimiter<IpAddr>,
    passages: AtomicU32,
}

impl Gate {
    /// Addresses that have rested are forgotten every so often, so that memory follows the visitors of the hour.
    const SWEEP: u32 = 4_096;

    fn new(pace: Pace) -> Self {
        let quota = Quota::per_minute(pace.per_minute).allow_burst(pace.burst);
        Self { counters: RateLimiter::keyed(quota), passages: AtomicU32::new(0) }
    }

    /// How long to wait, where one must.
    fn refuses(&self, client: IpAddr) -> Option<Duration> {
        if self.passages.fetch_add(1, Ordering::Relaxed) % Self::SWEEP == Self::SWEEP - 1 {
            self.counters.retain_recent();
        }
        let refusal = self.counters.check_key(&client).err()?;
        Some(refusal.wait_time_from(DefaultClock::default().now()))
    }
}

/// The layer's state.
#[derive(Clone)]
pub(crate) struct Gates {
    sign_in: Option<Arc<Gate>>,
    writes: Option<Arc<Gate>>,
    reads: Option<Arc<Gate>>,
    trusted: Trusted,
}

impl Gates {
    pub(crate) fn new(limits: Limits, trusted: Trusted) -> Self {
        let gate = |pace: Option<Pace>| pace.map(|pace| Arc::new(Gate::new(pace)));
        Self {
            sign_in: gate(limits.sign_in),
            writes: gate(limits.writes),
            reads: gate(limits.reads),
            trusted,
        }
    }

    fn gate(&self, request: &Request) -> Option<&Gate> {
        let reading = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
        let gate = match request.uri().path() {
            _ if reading => &self.reads,
            path if path.starts_with("/connexion") || path == "/demande-acces" => &self.sign_in,
            _ => &self.writes,
        };
        gate.as_deref()
    }

    /// How long the request's household has to wait, when it has to.
    fn wait(&self, request: &Request, client: IpAddr) -> Option<Duration> {
        self.gate(request)?.refuses(household(client))
    }
}

/// The layer. It knows who really asks, and says so to those further in, for the audit log.
pub(crate) async fn count(State(gates): State<Gates>, mut request: Request, next: Next) -> Response {
    let client = gates.trusted.client(peer(&request), request.headers());
    let Some(wait) = gates.wait(&request, client) else {
        request.extensions_mut().insert(Origin::address(client));
        return next.run(request).await;
    };
    let seconds = HeaderValue::from(wait.as_secs() + 1);
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds)]).into_response()
}

/// Who holds the other end of the connection; nobody in particular where there is none, as in a test.
pub(crate) fn peer(request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map_or(Ipv6Addr::UNSPECIFIED.into(), |ConnectInfo(peer)| peer.ip().to_canonical())
}

/// A household has one IPv4 address, or the 2⁶⁴ addresses of an IPv6 network.
fn household(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V4(_) => client,
        IpAddr::V6(ip) => Ipv6Addr::from_bits(ip.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_waits_without_the_others() {
        let gate = Gate::new(Pace::new(10, 2));
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        assert_eq!((gate.refuses(one), gate.refuses(one)), (None, None));
        let wait = gate.refuses(one).expect("two at once is all");
        assert!(wait > Duration::from_secs(4) && wait <= Duration::from_secs(6), "{wait:?}");
        assert_eq!(gate.refuses(other), None);
    }

    #[test]
    fn a_household_with_many_addresses_is_one() {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(household(ip("2001:db8::1")), household(ip("2001:db8::2:3")));
        assert_ne!(household(ip("2001:db8::1")), household(ip("2001:db8:0:1::1")));
    }
}
