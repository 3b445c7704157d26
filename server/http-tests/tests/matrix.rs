//! Who may do what to which thing, over HTTP: one table, generated questions.
//! The list of routes comes from the running program; a route without a row
//! fails, and so does a row without a route. A refusal must leave every table
//! of the database as it was, and a permission must be seen in it.

mod cast;
mod fields;
mod keys;
mod outcome;
mod routes;
mod table;
mod things;

use std::collections::{BTreeSet, HashMap};

use http_tests::{House, Ledger};
use reqwest::{Method, StatusCode};

use cast::{Cast, Who};

pub(crate) use fields::in_days;
use keys::Keys;
use outcome::Outcome;
use routes::Routes;
use table::Line;
use things::{Maker, On, Things};

const TABLE: &str = include_str!("matrix/table.txt");

/// The forms that bring a file.
const LOGO: &str = "/api/settings/upload-logo";
const ATTACH: &str = "/api/work/attach-file";

/// Routes after which somebody is no longer who they were.
const SPENT: [&str; 8] = [
    "/api/accounts/sign-up",
    "/api/accounts/sign-in",
    "/api/accounts/sign-out",
    "/api/accounts/save-profile",
    "/api/accounts/change-password",
    "/api/invitations/accept",
    "/api/teams/leave-seat",
    "/api/teams/hand-back",
];

/// A server, its people, and the things they ask about.
struct Scene {
    house: House,
    ledger: Ledger,
    cast: Cast,
    things: HashMap<On, Things>,
    turn: usize,
    wrong: Vec<String>,
}

impl Scene {
    async fn set() -> Self {
        let house = House::demo().await;
        let mut ledger = Ledger::open(&house).await;
        let cast = Cast::assemble(&house, &mut ledger).await;
        let mut things = HashMap::new();
        let mut maker = Maker {
            house: &house,
            ledger: &mut ledger,
            cast: &cast,
        };
        for on in [
            On::Public,
            On::Employees,
            On::Withdrawn,
            On::Hidden,
            On::Locked,
        ] {
            things.insert(on, maker.things(on).await);
        }
        things.insert(On::Nothing, things[&On::Public].clone());
        cast.suspend(&cast.member(Who::Suspended).expect("of the cast").handle)
            .await;
        Self {
            house,
            ledger,
            cast,
            things,
            turn: 0,
            wrong: Vec::new(),
        }
    }

    /// What somebody gets for a page, and that looking changes nothing.
    async fn look(&mut self, line: &Line, who: Who, keys: &Keys) -> Outcome {
        let path = routes::filled(&line.path, &self.things[&line.on], keys);
        let person = self.cast.person(&self.house, who);
        let got = outcome::shown(&person, &path).await;
        let changed = self.ledger.changes().await;
        if !changed.is_empty() {
            self.wrong
                .push(format!("{} by {who:?} changed {changed:?}", line.path));
        }
        got
    }

    /// What somebody gets who does something that the table refuses.
    async fn try_it(&mut self, line: &Line, who: Who, keys: &Keys) -> Outcome {
        self.turn += 1;
        let things = &self.things[&line.on];
        let form = fields::of(&line.path, things, keys, self.turn);
        let person = self.cast.person(&self.house, who);
        self.judged(&person, line, &form).await
    }

    /// What somebody gets who does what the table allows: to fresh things,
    /// and as somebody else where they would not be the same afterwards.
    async fn do_it(&mut self, line: &Line, who: Who) -> Outcome {
        self.turn += 1;
        let mut cast = self.cast.clone();
        if SPENT.contains(&line.route()) && who != Who::Visitor {
            let fresh = self.cast.newcomer(&self.house, &mut self.ledger, who).await;
            if who == Who::Suspended {
                cast.suspend(&fresh.handle).await;
            }
            cast.replace(who, fresh);
        }
        let mut maker = Maker {
            house: &self.house,
            ledger: &mut self.ledger,
            cast: &cast,
        };
        let things = match line.on {
            On::Nothing => self.things[&On::Nothing].clone(),
            on => maker.things(on).await,
        };
        let keys = maker.keys(&line.path, who, line.on).await;
        let form = fields::of(&line.path, &things, &keys, self.turn);
        let person = cast.person(&self.house, who);
        self.judged(&person, line, &form).await
    }

    /// Posts, and tells a deed from an answer without one.
    async fn judged(
        &mut self,
        person: &http_tests::Person,
        line: &Line,
        form: &fields::Fields,
    ) -> Outcome {
        self.ledger.changes().await;
        let got = match line.route() {
            LOGO => outcome::uploaded(person, &self.house.url(LOGO), "logo").await,
            ATTACH => outcome::attached(person, &self.house, form).await,
            path => outcome::done(person, path, form).await,
        };
        let changed = self.ledger.changes().await;
        match got {
            Outcome::Ok if changed.is_empty() => Outcome::Same,
            Outcome::Ok => Outcome::Ok,
            refused => {
                if !changed.is_empty() {
                    let path = &line.path;
                    self.wrong
                        .push(format!("{path}: refused, yet {changed:?} changed"));
                }
                refused
            }
        }
    }

    /// Keys that nobody has used, for those who shall be refused.
    async fn keys(&mut self, line: &Line, who: Who) -> Keys {
        let mut maker = Maker {
            house: &self.house,
            ledger: &mut self.ledger,
            cast: &self.cast,
        };
        let keys = maker
            .keys(line.path.split('?').next().unwrap_or(""), who, line.on)
            .await;
        self.ledger.changes().await;
        keys
    }
}

#[tokio::test]
async fn every_route_answers_everybody_as_the_table_says() {
    let mut scene = Scene::set().await;
    for line in table::lines(TABLE) {
        let mut got = Vec::new();
        for &(who, expected) in &line.cells {
            let outcome = if line.method == "GET" {
                let keys = scene.keys(&line, who).await;
                scene.look(&line, who, &keys).await
            } else if expected == Outcome::Ok {
                scene.do_it(&line, who).await
            } else {
                let keys = scene.keys(&line, who).await;
                scene.try_it(&line, who, &keys).await
            };
            got.push((who, expected, outcome));
        }
        for (who, expected, outcome) in got {
            if expected != outcome {
                let (method, path, on) = (&line.method, &line.path, line.on);
                scene.wrong.push(format!(
                    "{method} {path} on {on:?} by {who:?}: {outcome:?}, not {expected:?}"
                ));
            }
        }
    }
    assert!(scene.wrong.is_empty(), "{:#?}", scene.wrong);
}

#[test]
fn every_route_has_a_row_and_every_row_a_route() {
    let routes = Routes::of_the_program();
    let listed: BTreeSet<String> = table::lines(TABLE)
        .iter()
        .map(|line| format!("{} {}", line.method, line.route()))
        .collect();
    let there: BTreeSet<String> = routes.all().collect();
    let without_row: Vec<&String> = there.difference(&listed).collect();
    let without_route: Vec<&String> = listed.difference(&there).collect();
    assert!(without_row.is_empty(), "no row for {without_row:?}");
    assert!(without_route.is_empty(), "no route for {without_route:?}");
}

#[tokio::test]
async fn every_field_of_every_form_is_posted() {
    let scene = Scene::set().await;
    let things = &scene.things[&On::Public];
    for function in Routes::of_the_program().functions {
        let posted = fields::of(&function.path, things, &Keys::default(), 0);
        let posted: BTreeSet<&str> = posted
            .iter()
            .map(|(name, _)| name.split('[').next().unwrap_or(name))
            .collect();
        let known: BTreeSet<&str> = function
            .fields
            .iter()
            .map(|name| name.split('[').next().unwrap_or(name))
            .collect();
        assert_eq!(posted, known, "{}", function.path);
    }
}

#[tokio::test]
async fn a_mutation_is_a_post_from_this_site_and_nothing_else() {
    let mut scene = Scene::set().await;
    let own = scene.house.url("");
    for function in Routes::of_the_program().functions {
        let path = function.path.as_str();
        let line = Line {
            method: "POST".to_owned(),
            path: path.to_owned(),
            on: On::Public,
            cells: Vec::new(),
        };
        // Whoever the table allows most, so that only the way of asking is wrong.
        for who in [Who::Author, Who::Seated, Who::Admin] {
            let keys = scene.keys(&line, who).await;
            scene.turn += 1;
            let form = fields::of(path, &scene.things[&On::Public], &keys, scene.turn);
            let (person, url) = (scene.cast.person(&scene.house, who), scene.house.url(path));
            for method in [
                Method::GET,
                Method::HEAD,
                Method::OPTIONS,
                Method::PUT,
                Method::PATCH,
                Method::DELETE,
            ] {
                let status = outcome::strangely(&person, &url, &form, method.clone(), &own).await;
                let refused = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND];
                assert!(refused.contains(&status), "{method} {path}: {status}");
            }
            for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
                let status = outcome::strangely(&person, &url, &form, Method::POST, origin).await;
                assert_eq!(status, StatusCode::FORBIDDEN, "{path} from {origin}");
            }
            let changed = scene.ledger.changes().await;
            assert!(changed.is_empty(), "{path} changed {changed:?}");
        }
    }
}
