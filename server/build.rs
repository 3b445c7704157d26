//! With the feature `embed`: chooses the files of the built site and compresses
//! them, for the program to carry. The front end must have been built before.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    #[cfg(feature = "embed")]
    embed::site();
}

#[cfg(feature = "embed")]
mod embed {
    use std::fs;
    use std::io::Write;
    use std::path::{Path, PathBuf};

    /// Files that keep their name.
    const NAMED: [&str; 4] = [
        "favicon.svg",
        "icons.svg",
        "manifest.webmanifest",
        "page.js",
    ];
    /// Endings of the bundle's files; of each, the newest is taken.
    const BUNDLE: [&str; 3] = [".css", ".js", ".wasm"];

    pub(super) fn site() {
        let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
        println!("cargo:rerun-if-changed={}", built.display());
        let out = std::env::var_os("OUT_DIR").expect("cargo names a folder");
        let site = Path::new(&out).join("site");
        // What an older build left must not come along.
        let _ = fs::remove_dir_all(&site);
        fs::create_dir_all(site.join("pkg")).expect("a folder in the build's own");
        for name in NAMED {
            keep(&built.join(name), &site.join(name));
        }
        for ending in BUNDLE {
            let file = newest(&built.join("pkg"), ending);
            let name = file.file_name().expect("a file has a name");
            keep(&file, &site.join("pkg").join(name));
        }
    }

    fn newest(folder: &Path, ending: &str) -> PathBuf {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries
            .filter(|entry| {
                let name = entry.file_name().to_string_lossy().into_owned();
                name.starts_with("barnraise.") && name.ends_with(ending)
            })
            .max_by_key(|entry| entry.metadata().and_then(|about| about.modified()).ok())
            .unwrap_or_else(|| {
                panic!(
                    "there is no *{ending} in {}: build the front end first, with `cargo leptos build --release --frontend-only`",
                    folder.display()
                )
            })
            .path()
    }

    /// Copies a file, and its two compressed forms beside it.
    fn keep(from: &Path, to: &Path) {
        let bytes = fs::read(from).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        fs::write(to, &bytes).expect("the build's own folder takes files");
        fs::write(with(to, ".br"), brotli(&bytes)).expect("as above");
        fs::write(with(to, ".gz"), gzip(&bytes)).expect("as above");
    }

    fn with(path: &Path, ending: &str) -> PathBuf {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        name.into()
    }

    fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut small = Vec::new();
        let mut writer = brotli::CompressorWriter::new(&mut small, 4_096, 11, 22);
        writer.write_all(bytes).expect("memory takes bytes");
        drop(writer);
        small
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(bytes).expect("memory takes bytes");
        writer.finish().expect("memory takes bytes")
    }
}
