//! The file of a SQLite database: its one true path, and the lock beside it.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::open::OpenError;

/// Links that are followed before a path counts as going in circles.
const LINKS: usize = 40;

/// The path without any link, so that every way to a file leads to one lock.
/// The file need not exist; its folder is made, for its owner alone.
pub(crate) fn real(path: &Path) -> Result<PathBuf, OpenError> {
    resolve(path).map_err(|error| OpenError::Folder {
        path: path.to_owned(),
        error,
    })
}

fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(target) = std::fs::read_link(&path) else {
            let name = path.file_name().ok_or(io::ErrorKind::IsADirectory)?;
            let folder = folder(&path);
            make_private(folder)?;
            return Ok(folder.canonicalize()?.join(name));
        };
        path = folder(&path).join(target);
    }
    Err(io::ErrorKind::TooManyLinks.into())
}

/// The folder a file lies in.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The name of what stands beside a file, such as its log (`-wal`).
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes a folder that only its owner can read: addresses and password hashes
/// are nobody else's business.
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes the file of a new database, empty, for its owner alone; the engine
/// gives the files beside it the same rights.
pub(super) fn make(file: &Path) -> io::Result<()> {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(file)
        .map(drop)
}

/// Takes the lock beside a file (`barnraise.db.lock`), or gives `None` where
/// another process holds it. It is held until the result is dropped.
pub(crate) fn lock(file: &Path) -> Result<Option<File>, OpenError> {
    let folder = |error| OpenError::Folder {
        path: file.to_owned(),
        error,
    };
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .mode(0o600)
        .open(beside(file, ".lock"))
        .map_err(folder)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(folder(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_a_file_leads_to_one_lock() {
        let scratch = tempfile::tempdir().expect("a folder");
        let data = scratch.path().join("data");
        let file = real(&data.join("a.db")).expect("a path");
        let held = lock(&file).expect("a lock");
        assert!(held.is_some());

        std::os::unix::fs::symlink(&data, scratch.path().join("door")).expect("a link");
        std::os::unix::fs::symlink("data/a.db", scratch.path().join("b.db")).expect("a link");
        for way in ["door/a.db", "b.db", "data/../data/a.db"] {
            let same = real(&scratch.path().join(way)).expect("a path");
            assert_eq!(same, file, "{way}");
            assert!(lock(&same).expect("a lock").is_none(), "{way} is in use");
        }
        let other = real(&data.join("a.sqlite")).expect("a path");
        assert!(lock(&other).expect("a lock").is_some(), "another file");
    }

    #[test]
    fn links_in_a_circle_are_an_error() {
        let scratch = tempfile::tempdir().expect("a folder");
        let (one, two) = (scratch.path().join("one"), scratch.path().join("two"));
        std::os::unix::fs::symlink(&two, &one).expect("a link");
        std::os::unix::fs::symlink(&one, &two).expect("a link");
        assert!(real(&one).is_err());
    }
}
