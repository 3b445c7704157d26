//! Black-box tests: the program in a process of its own, asked over a real
//! socket.

mod accounts;
mod cache;
mod crash;
mod defences;
mod documents;
mod enumeration;
mod faults;
mod forms;
mod http_connections;
mod http_front;
mod http_handles;
mod http_health;
mod http_refusals;
mod http_requests;
mod http_stop;
mod http_uploads;
mod limits;
mod matrix;
mod nodes;
mod one_file;
mod operation;
mod pages;
mod program;
mod scripts;
mod settings;
