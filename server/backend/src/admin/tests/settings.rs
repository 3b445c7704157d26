//! Settings: shown at once, and who may join.

use domain::accounts::{NewAccount, Viewer};
use domain::admin::{Accent, SettingsPlan, SignUp};
use domain::boards::Boards;
use domain::invitations::NewInvitation;
use domain::time::DAY;
use domain::{AppError, Conflict, FieldError, FieldErrors, Noun};

use super::{admin, deeds, device, outsiders, refused};
use crate::admin::settings::sweep;
use crate::boards::BoardsService;
use crate::testing::contract;

fn plan() -> SettingsPlan {
    SettingsPlan {
        organisation: "Lantern & Oak".into(),
        time_zone: "europe/vienna".into(),
        welcome: "**Hello**, <b>you</b>".into(),
        shares_mean: "A part of the first year's margin".into(),
        sign_up: SignUp::Open,
        accent: Accent::Lake,
    }
}

fn newcomer(invitation: &str) -> NewAccount {
    let word = "lantern orchard in june";
    NewAccount::parse("Robin", "robin@example.com", word, invitation).expect("a form that passes")
}

/// A PNG file of one colour.
fn picture(red: u8) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_pixel(40, 20, image::Rgb([red, 40, 30]));
    pixels
        .write_to(&mut file, image::ImageFormat::Png)
        .expect("it is encoded");
    file.into_inner()
}

contract! {
    async fn settings_are_for_admins_alone(house: House) {
        house.organisation().await;
        let settings = admin(&house).settings;
        for other in outsiders(&house).await {
            refused(settings.settings(&other).await);
            refused(settings.save(&other, plan()).await);
            refused(settings.set_logo(&other, picture(1), String::new()).await);
            refused(settings.describe_logo(&other, String::new()).await);
            refused(settings.remove_logo(&other).await);
        }
        assert_eq!(deeds(&house).await, [""; 0]);
    }

    async fn what_was_saved_is_on_the_next_page(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let boards = BoardsService::new(house.ctx.clone());
        let before = boards.site(&Viewer::Visitor).await.expect("a site");
        assert_eq!((before.accent, before.welcome.as_str()), (Accent::Barn, ""));
        let settings = admin(&house).settings;
        settings.save(&ada, plan()).await.expect("saved");
        let site = boards.site(&Viewer::Visitor).await.expect("a site");
        assert_eq!(site.organisation, "Lantern & Oak");
        assert_eq!(site.time_zone, "Europe/Vienna", "as the zone is spelled");
        assert_eq!(site.accent, Accent::Lake);
        assert!(site.welcome.contains("<strong>Hello</strong>"), "{}", site.welcome);
        assert!(!site.welcome.contains("<b>"), "markup of one's own is text: {}", site.welcome);
        let nowhere = SettingsPlan { time_zone: "Europe/Atlantis".into(), ..plan() };
        let refused = settings.save(&ada, nowhere).await;
        assert_eq!(refused, Err(FieldErrors::one("time_zone", FieldError::NotATimeZone).into()));
        assert_eq!(deeds(&house).await, ["settings.changed"]);
        let sql = "SELECT detail FROM events WHERE kind = 'settings.changed'";
        let detail = crate::db::one!(db &house.ctx.db, String, sql).expect("an act");
        assert!(detail.contains("name from Harrow & Pine to Lantern & Oak"), "{detail}");
        assert!(detail.ends_with("welcome text, what a share means") && !detail.contains("sign-up"), "{detail}");
    }

    async fn by_invitation_means_by_invitation(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let invited = SettingsPlan { sign_up: SignUp::Invited, ..plan() };
        admin(&house).settings.save(&ada, invited).await.expect("saved");
        let services = crate::services(&house.ctx);
        let alone = services.accounts.sign_up(newcomer(""), &device()).await;
        assert_eq!(alone.map(|_| ()), Err(Conflict::ByInvitation.into()));
        let forged = services.accounts.sign_up(newcomer("guessed"), &device()).await;
        assert_eq!(forged.map(|_| ()), Err(AppError::NotFound(Noun::Link)));
        let note = NewInvitation::parse("Robin", "").expect("a note");
        let secret = services.invitations.invite(&ada, note).await.expect("a link");
        services.accounts.sign_up(newcomer(&secret), &device()).await.expect("joined");
    }

    async fn a_logo_is_served_under_a_name_of_its_own(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let settings = admin(&house).settings;
        let boards = BoardsService::new(house.ctx.clone());
        settings.set_logo(&ada, picture(10), "A lantern".into()).await.expect("put up");
        let logo = boards.site(&Viewer::Visitor).await.expect("a site").logo.expect("a logo");
        assert_eq!(logo.text, "A lantern");
        let name = logo.path.strip_prefix("/files/").expect("a path of its own").to_owned();
        let served = settings.picture(&name).await.expect("a picture");
        assert_eq!(served.media_type, "image/png");
        assert!(served.bytes.starts_with(b"\x89PNG"));
        settings.describe_logo(&ada, "An oak".into()).await.expect("described");
        house.clock.pass(2 * DAY);

        settings.set_logo(&ada, picture(200), String::new()).await.expect("replaced");
        let other = boards.site(&Viewer::Visitor).await.expect("a site").logo.expect("a logo");
        assert_ne!(other.path, logo.path);
        settings.picture(&name).await.expect("pages made a moment ago still show it");
        house.clock.pass(2 * DAY);
        settings.remove_logo(&ada).await.expect("removed");
        let taken = other.path.strip_prefix("/files/").expect("a path of its own");
        settings.picture(taken).await.expect("it was up until this moment");
        assert_eq!(sweep(&house.ctx).await, Ok(0));
        house.clock.pass(DAY + 1);
        assert_eq!(sweep(&house.ctx).await, Ok(1), "nobody needs to change the logo again");
        settings.picture(taken).await.expect_err("forgotten");
        let gone = settings.picture(&name).await;
        assert_eq!(gone.map(|_| ()), Err(AppError::NotFound(Noun::Page)));
        assert_eq!(boards.site(&Viewer::Visitor).await.expect("a site").logo, None);
        let none = settings.describe_logo(&ada, "An oak".into()).await;
        assert_eq!(none, Err(AppError::NotFound(Noun::Page)));
        assert_eq!(deeds(&house).await, ["logo.set", "logo.described", "logo.set", "logo.removed"]);
    }

    async fn what_is_no_picture_changes_nothing(house: House) {
        house.organisation().await;
        let ada = house.admin("Ada").await;
        let settings = admin(&house).settings;
        let refused = settings.set_logo(&ada, b"<svg/>".to_vec(), String::new()).await;
        assert_eq!(refused, Err(FieldErrors::one("logo", FieldError::NotAPicture).into()));
        assert_eq!(settings.settings(&ada).await.expect("settings").logo, None);
        assert_eq!(deeds(&house).await, [""; 0]);
    }
}
