//! Black-box tests: the program in a process of its own, asked over a real
//! socket.

mod accounts;
mod crash;
mod forms;
mod pages;
mod program;
