//! What the system knows of a server's process.

use std::time::Duration;

use crate::House;

impl House {
    /// Resident memory in kilobytes, when the server has finished what it began.
    pub async fn settled(&self) -> u64 {
        let mut last = 0;
        loop {
            let used = self.cpu();
            if used == last {
                break;
            }
            last = used;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        let status = self.proc("status");
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
        kilobytes.and_then(|kb| kb.parse().ok()).expect("a number")
    }

    /// Open files and sockets.
    pub fn handles(&self) -> usize {
        let open = std::fs::read_dir(format!("/proc/{}/fd", self.pid()));
        open.expect("proc").count()
    }

    /// Processor time used so far, in ticks.
    fn cpu(&self) -> u64 {
        let stat = self.proc("stat");
        let (_, fields) = stat.rsplit_once(')').expect("a name");
        let ticks = fields.split_whitespace().skip(11).take(2);
        ticks
            .map(|field| field.parse::<u64>().expect("ticks"))
            .sum()
    }

    fn proc(&self, name: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{name}", self.pid())).expect("proc")
    }
}
