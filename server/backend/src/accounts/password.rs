//! Passwords: how they are judged, kept and compared.

use std::sync::{Arc, LazyLock};
use std::thread::available_parallelism;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use domain::accounts::{NewAccount, Password};
use domain::{AppError, FieldError, Outcome};
use tokio::sync::Semaphore;
use zxcvbn::Score;

use crate::Context;
use crate::db::incident;

/// Memory in KiB, passes and lanes of argon2id: the OWASP Password Storage
/// Cheat Sheet's least for it.
const COST: (u32, u32, u32) = (19_456, 2, 1);
/// What an unknown account's password is compared with, so that it takes as
/// long as a known one's. Nobody signs in by it: there is no account.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// How long a password waits for a free core before the server calls itself
/// busy.
const PATIENCE: Duration = Duration::from_secs(10);

/// One hash per core at a time: more would only wait for each other, each
/// holding its 19 MiB.
static CORES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    let cores = available_parallelism().map_or(1, std::num::NonZero::get);
    Arc::new(Semaphore::new(cores))
});

/// What a guesser would try first for this person.
pub(crate) fn hints(display_name: &str, email: &str) -> Vec<String> {
    let words: Vec<&str> = display_name.split_whitespace().collect();
    let mut hints: Vec<String> = ["", ".", "-"].map(|between| words.join(between)).into();
    hints.extend(words.iter().map(ToString::to_string));
    hints.extend(email.split('@').map(str::to_owned));
    hints.push(email.to_owned());
    hints
}

/// What a guesser would try first for this new account.
pub(crate) fn hints_of(new: &NewAccount) -> Vec<String> {
    hints(&new.display_name.0, &new.email.0)
}

/// Whether a password withstands guessing by somebody who knows the hints:
/// about a million tries and more (zxcvbn, Wheeler 2016, score 2).
pub(crate) async fn judge(
    password: &Password,
    hints: Vec<String>,
) -> Outcome<Result<(), FieldError>> {
    let password = password.clone();
    work(move || {
        let hints: Vec<&str> = hints.iter().map(String::as_str).collect();
        if zxcvbn::zxcvbn(password.reveal(), &hints).score() >= Score::Two {
            Ok(())
        } else {
            Err(FieldError::Guessable)
        }
    })
    .await
}

/// The hash to keep of a password.
pub(crate) async fn hash(ctx: &Context, password: &Password) -> Outcome<String> {
    let password = password.clone();
    let secret = ctx.entropy.secret();
    work(move || {
        let hash: PasswordHash = argon2()?
            .hash_password_with_salt(password.reveal().as_bytes(), &secret[..16])
            .map_err(|error| incident(&error))?;
        Ok(hash.to_string())
    })
    .await?
}

/// Whether this is the password that was kept. Without one kept it takes the
/// same time and is false.
pub(crate) async fn fits(password: &Password, kept: Option<String>) -> Outcome<bool> {
    let password = password.clone();
    work(move || {
        let kept = kept.and_then(|kept| PasswordHash::new(&kept).ok());
        let known = kept.is_some();
        let compared = match kept {
            Some(hash) => hash,
            None => PasswordHash::new(DUMMY).map_err(|error| incident(&error))?,
        };
        let same = argon2()?.verify_password(password.reveal().as_bytes(), &compared);
        Ok(same.is_ok() && known)
    })
    .await?
}

fn argon2() -> Outcome<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|error| incident(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Runs what burns a core away from the threads that serve pages. The permit
/// goes along: a request that is given up still occupies its core.
async fn work<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
    let permit = tokio::time::timeout(PATIENCE, Arc::clone(&CORES).acquire_owned())
        .await
        .map_err(|_| AppError::Busy)?
        .map_err(|_| AppError::Busy)?;
    let done = tokio::task::spawn_blocking(move || {
        let done = job();
        drop(permit);
        done
    });
    done.await.map_err(|error| incident(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn judged(text: &str) -> Result<(), FieldError> {
        let password = Password::parse(text).expect("long enough");
        judge(&password, hints("Ines Duarte", "ines.duarte@example.com"))
            .await
            .expect("a free core")
    }

    #[tokio::test]
    async fn passwords_made_of_the_person_are_guessable() {
        for guessable in ["ines.duarte", "inesduarte1", "1234567890", "password123"] {
            assert_eq!(
                judged(guessable).await,
                Err(FieldError::Guessable),
                "{guessable}"
            );
        }
        assert_eq!(judged("seven planks of oak").await, Ok(()));
    }

    #[tokio::test]
    async fn the_dummy_costs_what_a_real_hash_costs_and_fits_nothing() {
        let dummy = PasswordHash::new(DUMMY).expect("well formed");
        let params = Params::try_from(&dummy).expect("argon2's");
        let cost = (params.m_cost(), params.t_cost(), params.p_cost());
        assert_eq!(cost, COST);
        assert_eq!(fits(&Password::claimed("whatever"), None).await, Ok(false));
        let broken = Some("no password".to_owned());
        assert_eq!(
            fits(&Password::claimed("whatever"), broken).await,
            Ok(false)
        );
    }
}
