//! A backup under load is a moment: it holds what was acknowledged before it
//! began, and of what came after, a beginning without gaps.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use http_tests::{House, Person, command, long};
use reqwest::StatusCode;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

const WRITERS: [&str; 4] = [
    "ada.okafor@harrowandpine.example",
    "jun.tanaka@harrowandpine.example",
    "ines.halloran@post.example",
    "jun.tanaka@harrowandpine.example",
];

/// Comments one after the other; how many were acknowledged.
async fn write(person: Person, writer: usize, count: Arc<AtomicUsize>, stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::Relaxed) {
        let number = count.load(Ordering::SeqCst);
        let (idea, text) = (
            (writer % 3 + 1).to_string(),
            format!("writer {writer} says {number}"),
        );
        let fields = [("idea", idea.as_str()), ("body", text.as_str())];
        let answer = person.call("/api/comments/post", &fields).await;
        assert_eq!(answer.status(), StatusCode::OK);
        count.fetch_add(1, Ordering::SeqCst);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_restored_elsewhere_is_a_prefix_of_what_was_acknowledged() {
    let (writers, warm_up, backups) = if long() { (64, 5_000, 10) } else { (8, 700, 2) };
    let house = House::demo().await;
    let stop = Arc::new(AtomicBool::new(false));
    let mut counts = Vec::new();
    let mut busy = Vec::new();
    for writer in 0..writers {
        let person = house.member(WRITERS[writer % WRITERS.len()]).await;
        let count = Arc::new(AtomicUsize::new(0));
        counts.push(Arc::clone(&count));
        busy.push(tokio::spawn(write(
            person,
            writer,
            count,
            Arc::clone(&stop),
        )));
    }
    let now = |counts: &[Arc<AtomicUsize>]| -> Vec<usize> {
        counts
            .iter()
            .map(|count| count.load(Ordering::SeqCst))
            .collect()
    };
    for _ in 0..backups {
        tokio::time::sleep(Duration::from_millis(warm_up)).await;
        let elsewhere = tempfile::tempdir().expect("a folder");
        let file = elsewhere.path().join("busy.backup");
        let file = file.to_str().expect("text").to_owned();
        let before = now(&counts);
        let begun = Instant::now();
        let data = house.data();
        let made = tokio::task::spawn_blocking({
            let file = file.clone();
            move || command(&data, &["backup", &file])
        });
        let (made, said) = made.await.expect("it runs");
        assert!(made, "{said}");
        let after = now(&counts);
        let written = after.iter().sum::<usize>() - before.iter().sum::<usize>();
        println!(
            "{written} writes while the backup was made, in {:?}",
            begun.elapsed()
        );
        assert!(written > 0, "there was load meanwhile");
        let (restored, said) = command(elsewhere.path(), &["restore", &file]);
        assert!(restored, "{said}");
        let (whole, said) = command(elsewhere.path(), &["verify"]);
        assert!(whole, "{said}");
        let kept = kept(elsewhere.path(), writers).await;
        for writer in 0..writers {
            let (least, most) = (before[writer], after[writer] + 1);
            let there = &kept[writer];
            let beginning: Vec<usize> = (0..there.len()).collect();
            assert_eq!(*there, beginning, "writer {writer} has no gap");
            assert!(
                (least..=most).contains(&there.len()),
                "{least} <= {} <= {most}",
                there.len()
            );
        }
    }
    stop.store(true, Ordering::Relaxed);
    for writer in busy {
        writer.await.expect("a writer ends");
    }
}

/// The numbers of each writer's comments, in the order they were written.
async fn kept(data: &std::path::Path, writers: usize) -> Vec<Vec<usize>> {
    let options = SqliteConnectOptions::new().filename(data.join("barnraise.db"));
    let mut database = options.connect().await.expect("the file opens");
    let said = "SELECT body FROM comments WHERE body LIKE 'writer %' ORDER BY id";
    let said: Vec<String> = sqlx::query_scalar(said)
        .fetch_all(&mut database)
        .await
        .expect("comments");
    let mut kept = vec![Vec::new(); writers];
    for text in said {
        let mut words = text
            .split(' ')
            .filter_map(|word| word.parse::<usize>().ok());
        let (Some(writer), Some(number)) = (words.next(), words.next()) else {
            panic!("{text}");
        };
        kept[writer].push(number);
    }
    kept
}
