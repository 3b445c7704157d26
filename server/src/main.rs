//! The program `barnraise`.
//!
//! What lives here: the command line ([`cli`]), the configuration, and the HTTP
//! side: [`http`] stands between the socket and the handlers, [`router`] is the index of every URL, [`pages`] renders, [`forms`]
//! answers server functions. What does not: rules and SQL; handlers and
//! commands call the use cases.

#![recursion_limit = "512"]

mod audit;
mod bench;
mod cache;
mod cli;
mod config;
mod files;
mod forms;
mod headers;
mod house;
mod http;
mod ledger;
mod operate;
mod pages;
mod router;
mod routes;
mod scripts;
mod seed;
mod serve;
mod sheet;
mod users;

use std::process::ExitCode;

/// A page is many small allocations; this one serves them in two thirds of the
/// time of the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whoever reads what a command prints may have heard enough, as `head` has:
/// that is no fault.
fn end_quietly_when_nobody_listens() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |fault| {
        let closed = fault.payload_as_str().is_some_and(|words| {
            words.starts_with("failed printing to stdout") && words.contains("Broken pipe")
        });
        if closed {
            std::process::exit(0);
        }
        usual(fault);
    }));
}

fn main() -> ExitCode {
    end_quietly_when_nobody_listens();
    let command = cli::parse();
    // Leptos waits inside its worker threads; fewer than four can stall.
    let threads = std::thread::available_parallelism().map_or(4, |n| n.get().max(4));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(threads)
        .enable_all()
        .build();
    let result = match runtime {
        Ok(runtime) => runtime.block_on(cli::run(command)),
        Err(error) => Err(error.into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("barnraise: {}", operate::told(&error));
            ExitCode::FAILURE
        }
    }
}
