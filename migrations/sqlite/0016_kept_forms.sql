-- A browser keeps so many forms; the oldest go first.
CREATE INDEX retries_browser ON retries (browser_hash, expires_at);
