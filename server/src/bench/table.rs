//! What was measured, as a table that is printed at the end.

/// Rows of a table in Markdown.
pub(super) struct Table(Vec<String>);

impl Table {
    /// Its head.
    pub(super) fn new() -> Self {
        Self(vec![
            "| what | measured | aim |".into(),
            "|---|---|---|".into(),
        ])
    }

    /// One more row.
    pub(super) fn row(&mut self, what: &str, measured: &str, aim: &str) {
        eprintln!("  {what}: {measured}");
        self.0.push(format!("| {what} | {measured} | {aim} |"));
    }

    /// Prints it.
    pub(super) fn print(&self) {
        println!("{}", self.0.join("\n"));
    }
}
