//! Between the socket and the handlers: who may connect, how long anything may
//! take, what every answer carries, what is logged and counted.
//!
//! A request passes, from outside: [`accept`] (connections, their deadlines and
//! number), [`front`] (request id, panics, host, client address, time limit,
//! headers, the log's line), then the router. [`shed`] is asked by the handlers
//! once they know what a request costs. What does not live here: routes, pages
//! and forms.

pub(crate) mod accept;
pub(crate) mod address;
pub(crate) mod answers;
mod delivery;
pub(crate) mod front;
pub(crate) mod guests;
pub(crate) mod health;
pub(crate) mod hosts;
pub(crate) mod index;
pub(crate) mod log;
pub(crate) mod metrics;
pub(crate) mod negotiate;
mod paced;
pub(crate) mod record;
mod request_id;
pub(crate) mod settings;
pub(crate) mod shed;
pub(crate) mod stop;
