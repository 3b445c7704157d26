//! The state of the installation.

use super::{admin, outsiders, refused};
use crate::testing::contract;

contract! {
    async fn the_state_of_the_installation_is_for_admins_alone(house: House) {
        house.organisation().await;
        for other in outsiders(&house).await {
            refused(admin(&house).system.report(&other).await);
        }
    }

    async fn the_report_tells_what_helps(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        house.idea(&ada).await;
        let report = admin(&house).system.report(&ada).await.expect("a report");
        assert!(report.engine.starts_with("SQLite 3.") || report.engine.starts_with("PostgreSQL "));
        assert_eq!(report.started, house.ctx.now());
        assert!(report.database > 0);
        assert_eq!((report.backup, report.drift), (None, None));
        let names: Vec<&str> = report.tables.iter().map(|table| table.name.as_str()).collect();
        assert!(names.contains(&"members") && names.contains(&"events"), "{names:?}");
        let first = report.migrations.first().expect("a migration");
        assert_eq!((first.number, first.name.as_str()), (1, "accounts"));
        assert!(report.migrations.iter().any(|migration| migration.number == 13));
        if report.engine.starts_with("SQLite") {
            let folder = report.folder.as_deref().map(std::path::Path::new);
            assert!(folder.is_some_and(|folder| folder.ends_with(house.scratch())));
            assert!(report.free.is_some_and(|free| free > 0));
            let ideas = report.tables.iter().find(|table| table.name == "ideas");
            assert_eq!(ideas.map(|table| table.rows), Some(1));
        }
    }
}
