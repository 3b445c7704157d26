//! Where the built files are: inside the program, or in a folder.

use std::borrow::Cow;
use std::path::Path;

use crate::http::negotiate::Coding;

/// A form in which a file is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As it is.
    Plain,
    /// Compressed.
    In(Coding),
}

impl Form {
    /// What a file's name in this form ends with.
    const fn ending(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::In(Coding::Gzip) => ".gz",
            Self::In(Coding::Brotli) => ".br",
        }
    }

    /// Its coding; `None` for the file as it is.
    pub(super) const fn coding(self) -> Option<Coding> {
        match self {
            Self::Plain => None,
            Self::In(coding) => Some(coding),
        }
    }
}

/// A file, and a tag that changes with its content.
pub(super) struct Found {
    /// What is in it.
    pub(super) bytes: Cow<'static, [u8]>,
    /// In quotes, as HTTP has it.
    pub(super) tag: String,
}

/// Whether a name is one of the built bundle's files.
fn is_bundle(name: &str) -> bool {
    name.starts_with("barnraise.")
        && [".css", ".js", ".wasm"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

#[cfg(feature = "embed")]
mod inside {
    use super::{Form, Found, Path, is_bundle};

    /// What `build.rs` chose and compressed.
    #[derive(rust_embed::Embed)]
    #[folder = "$OUT_DIR/site"]
    struct Files;

    /// The files inside the program.
    #[derive(Clone, Debug)]
    pub(in crate::files) struct Site;

    impl Site {
        /// The folder is not looked at: the files came along.
        pub(in crate::files) fn at(_folder: &Path) -> Self {
            Self
        }

        /// Names of the bundle's files.
        #[expect(clippy::unused_self, reason = "asked for as the files of a folder are")]
        pub(in crate::files) fn bundle(&self) -> Vec<String> {
            Files::iter()
                .filter_map(|name| Some(name.strip_prefix("pkg/")?.to_owned()))
                .filter(|name| is_bundle(name))
                .collect()
        }

        /// A file in this form, where it is kept in it.
        #[expect(
            clippy::unused_async,
            reason = "asked for as the files of a folder are"
        )]
        pub(in crate::files) async fn get(&self, name: &str, form: Form) -> Option<Found> {
            use std::fmt::Write as _;
            let file = Files::get(&format!("{name}{}", form.ending()))?;
            let mut tag = String::from('"');
            for byte in &file.metadata.sha256_hash()[..12] {
                let _ = write!(tag, "{byte:02x}");
            }
            tag.push('"');
            Some(Found {
                bytes: file.data,
                tag,
            })
        }
    }
}

#[cfg(not(feature = "embed"))]
mod beside {
    use std::borrow::Cow;
    use std::path::{Component, PathBuf};
    use std::time::SystemTime;

    use super::{Form, Found, Path, is_bundle};

    /// The files in the folder that the build left.
    #[derive(Clone, Debug)]
    pub(in crate::files) struct Site(PathBuf);

    impl Site {
        /// The files in this folder.
        pub(in crate::files) fn at(folder: &Path) -> Self {
            Self(folder.to_owned())
        }

        /// Names of the bundle's files, the newest first: older builds leave
        /// theirs.
        pub(in crate::files) fn bundle(&self) -> Vec<String> {
            let mut found: Vec<(SystemTime, String)> = std::fs::read_dir(self.0.join("pkg"))
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|entry| {
                    let name = entry.file_name().into_string().ok()?;
                    Some((entry.metadata().ok()?.modified().ok()?, name))
                })
                .filter(|(_, name)| is_bundle(name))
                .collect();
            found.sort();
            found.into_iter().rev().map(|(_, name)| name).collect()
        }

        /// A file in this form, where it is kept in it.
        pub(in crate::files) async fn get(&self, name: &str, form: Form) -> Option<Found> {
            let name = format!("{name}{}", form.ending());
            let inside = Path::new(&name)
                .components()
                .all(|part| matches!(part, Component::Normal(_)));
            if !inside {
                return None;
            }
            let path = self.0.join(name);
            let about = tokio::fs::metadata(&path).await.ok()?;
            let changed = about.modified().ok()?;
            let changed = changed.duration_since(SystemTime::UNIX_EPOCH).ok()?;
            Some(Found {
                tag: format!("\"{:x}-{:x}\"", changed.as_micros(), about.len()),
                bytes: Cow::Owned(tokio::fs::read(path).await.ok()?),
            })
        }
    }
}

#[cfg(not(feature = "embed"))]
pub(super) use beside::Site;
#[cfg(feature = "embed")]
pub(super) use inside::Site;
