//! How often passwords may be guessed, and accounts asked for.

use domain::accounts::{Device, NewAccount, Password, SessionToken};
use domain::time::HOUR;
use domain::{FieldError, FieldErrors, Services};

use super::*;

const PASSWORD: &str = "seven planks of oak";
const INES: &str = "ines@example.com";

/// A browser at this address.
fn device(address: &str) -> Device {
    Device {
        agent: "Firefox on a workbench".into(),
        address: ClientAddress(address.parse().expect("an address")),
    }
}

async fn join(services: &Services, email: &str, address: &str) -> Outcome<SessionToken> {
    let new = NewAccount::parse("Ines Duarte", email, PASSWORD, "").expect("a form that passes");
    services.accounts.sign_up(new, &device(address)).await
}

async fn sign_in(
    services: &Services,
    email: &str,
    password: &str,
    address: &str,
) -> Outcome<SessionToken> {
    let password = Password::claimed(password);
    let from = device(address);
    services.accounts.sign_in(email, &password, &from).await
}

fn wrong() -> AppError {
    FieldErrors::one("password", FieldError::WrongPassword).into()
}

contract! {
    async fn ten_wrong_passwords_close_an_account_for_a_while_from_wherever(house: House) {
        house.organisation().await;
        let services = crate::services(&limited(&house));
        join(&services, INES, "203.0.113.1").await.expect("she joins");
        for n in 0..10 {
            let from = format!("198.51.100.{n}");
            let refused = sign_in(&services, INES, "a guess", &from).await;
            assert_eq!(refused, Err(wrong()), "guess {n}");
        }
        let closed = Err(limit(Act::SignInAccount, 90));
        assert_eq!(sign_in(&services, INES, "a guess", "198.51.100.99").await, closed);
        assert_eq!(sign_in(&services, INES, PASSWORD, "203.0.113.1").await, closed);
        house.clock.pass(90 * SECOND);
        sign_in(&services, INES, PASSWORD, "203.0.113.1").await.expect("open again");
    }

    async fn an_account_that_does_not_exist_closes_like_one_that_does(house: House) {
        let services = crate::services(&limited(&house));
        for _ in 0..10 {
            let refused = sign_in(&services, "nobody@example.com", "a guess", "203.0.113.1").await;
            assert_eq!(refused, Err(wrong()));
        }
        let closed = sign_in(&services, "Nobody@Example.com", "a guess", "203.0.113.1").await;
        assert_eq!(closed, Err(limit(Act::SignInAccount, 90)), "capitals are no way around");
    }

    async fn guesses_at_many_accounts_close_an_address_and_no_other(house: House) {
        house.organisation().await;
        let ctx = limited(&house);
        let services = crate::services(&ctx);
        join(&services, INES, "203.0.113.1").await.expect("she joins");
        for _ in 0..98 {
            let counted = [(Act::SignInAddress, address("2001:db8::1"))];
            spend(&ctx, counted).await.expect("within the limit");
        }
        for (n, from) in ["2001:db8::2", "2001:db8::3:4"].into_iter().enumerate() {
            let email = format!("p{n}@example.com");
            assert_eq!(sign_in(&services, &email, "a guess", from).await, Err(wrong()));
        }
        let closed = sign_in(&services, INES, PASSWORD, "2001:db8::ffff").await;
        assert_eq!(closed, Err(limit(Act::SignInAddress, 9)));
        sign_in(&services, INES, PASSWORD, "203.0.113.1").await.expect("from elsewhere");
    }

    async fn the_right_password_is_never_counted(house: House) {
        house.organisation().await;
        let services = crate::services(&limited(&house));
        join(&services, INES, "203.0.113.1").await.expect("she joins");
        for _ in 0..9 {
            assert!(sign_in(&services, INES, "a guess", "203.0.113.1").await.is_err());
        }
        for _ in 0..12 {
            sign_in(&services, INES, PASSWORD, "203.0.113.1").await.expect("it fits");
        }
        assert_eq!(sign_in(&services, INES, "a guess", "203.0.113.1").await, Err(wrong()), "the tenth");
    }

    async fn guesses_sent_all_at_once_are_counted_before_they_are_compared(house: House) {
        let services = crate::services(&limited(&house));
        let guesses = (0..16).map(|_| sign_in(&services, INES, "a guess", "203.0.113.1"));
        let results = futures::future::join_all(guesses).await;
        let compared = results.iter().filter(|result| **result == Err(wrong())).count();
        assert_eq!(compared, 10, "{results:?}");
    }

    async fn thirty_accounts_an_hour_are_made_from_one_address(house: House) {
        house.organisation().await;
        let ctx = limited(&house);
        let services = crate::services(&ctx);
        for _ in 0..29 {
            spend(&ctx, [(Act::SignUp, address("203.0.113.1"))]).await.expect("within the limit");
        }
        join(&services, INES, "203.0.113.1").await.expect("the thirtieth");
        let refused = join(&services, "bo@example.com", "203.0.113.1").await;
        assert_eq!(refused, Err(limit(Act::SignUp, 120)));
        join(&services, "bo@example.com", "203.0.113.2").await.expect("from elsewhere");
        house.clock.pass(HOUR);
        assert!(join(&services, "cleo@example.com", "203.0.113.1").await.is_ok());
    }
}
