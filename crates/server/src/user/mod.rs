//! Accounts from the command line, while the server runs or not.
//!
//! Passwords come from standard input or are made here; never from the command line, which every
//! user of the machine can read.

mod order;

use std::fmt::Write as _;
use std::io::{self, BufRead};
use std::sync::Arc;

use domain::{
    Account, Accounts, Administer, Clock, DirectoryQuery, EmailAddress, NewAccount, Password,
    Passwords, Secrets, StoreError, Username, Whom,
};
use security::{BcryptPasswords, RandomSecrets};
use sql::Database;
use thiserror::Error;

pub(crate) use order::{UserOrder, grammar, understand};

use crate::clock::SystemClock;
use crate::failure::Failure;
use crate::settings::Settings;
use crate::wiring::{open_current_database, signing_key};

/// So many accounts are read at a time.
const PAGE: u32 = 500;

/// Why an account is left as it was.
#[derive(Debug, Error)]
pub(crate) enum UserFailed {
    /// A text is not what it should be.
    #[error("the {0} {1}")]
    Invalid(&'static str, domain::InvalidText),
    /// The name or the address is taken.
    #[error(transparent)]
    Taken(domain::AccountTaken),
    /// Nobody has the name.
    #[error("there is no user {0}")]
    Unknown(String),
    /// The place would have no administrator left.
    #[error("this is the last administrator; make somebody else one first")]
    LastAdministrator,
    /// No password came.
    #[error("no password came from standard input")]
    NoPassword,
    /// The database broke down.
    #[error(transparent)]
    Fault(#[from] domain::Fault),
}

/// Does what was ordered and answers what to tell.
pub(crate) async fn run(settings: &Settings, order: UserOrder) -> Result<String, Failure> {
    let database = open_current_database(settings).await?;
    let done = on(&database, settings, order).await;
    database.close().await;
    done
}

async fn on(database: &Database, settings: &Settings, order: UserOrder) -> Result<String, Failure> {
    let secrets = RandomSecrets::new(&signing_key(settings)?);
    let desk = Desk {
        accounts: database.accounts(),
        passwords: BcryptPasswords::new(settings.bcrypt_cost, Arc::new(())),
        secrets,
    };
    Ok(desk.serve(order).await?)
}

/// Where accounts are looked after.
struct Desk {
    accounts: Arc<dyn Accounts>,
    passwords: BcryptPasswords,
    secrets: RandomSecrets,
}

/// A password, and what to tell about it.
struct Chosen {
    password: Password,
    told: String,
}

impl Desk {
    async fn serve(&self, order: UserOrder) -> Result<String, UserFailed> {
        match order {
            UserOrder::Add {
                name,
                email,
                is_admin,
                from_stdin,
            } => {
                let chosen = self.choose(from_stdin)?;
                self.add(&name, &email, is_admin, chosen).await
            }
            UserOrder::List => self.list().await,
            UserOrder::Disable(name) => {
                let at = SystemClock.now();
                self.change(&name, Administer::Disable { at }, "disabled")
                    .await
            }
            UserOrder::Enable(name) => self.change(&name, Administer::Enable, "enabled").await,
            UserOrder::SetAdmin(name, true) => {
                self.change(&name, Administer::Promote, "an administrator now")
                    .await
            }
            UserOrder::SetAdmin(name, false) => {
                self.change(&name, Administer::Demote, "no administrator any more")
                    .await
            }
            UserOrder::ResetPassword { name, from_stdin } => {
                let chosen = self.choose(from_stdin)?;
                let hash = self.passwords.hash(chosen.password).await?;
                let order = Administer::ResetPassword(hash);
                let done = self.change(&name, order, "signed out everywhere").await?;
                Ok(done + &chosen.told)
            }
        }
    }

    async fn add(
        &self,
        name: &str,
        email: &str,
        is_admin: bool,
        chosen: Chosen,
    ) -> Result<String, UserFailed> {
        let order = NewAccount {
            username: Username::parse(name).map_err(|it| UserFailed::Invalid("name", it))?,
            email: EmailAddress::parse(email).map_err(|it| UserFailed::Invalid("address", it))?,
            password_hash: self.passwords.hash(chosen.password).await?,
            created_at: SystemClock.now(),
        };
        let mut account = self.accounts.open(order).await.map_err(taken)?;
        if is_admin {
            account = self.administer(&account, Administer::Promote).await?;
        }
        let role = if account.is_admin {
            ", an administrator"
        } else {
            ""
        };
        let name = &account.username;
        Ok(format!("{name} was added{role}\n{}", chosen.told))
    }

    async fn list(&self) -> Result<String, UserFailed> {
        let mut told = String::new();
        let mut after = None;
        loop {
            let query = DirectoryQuery {
                whom: Whom::Everybody,
                name_contains: None,
                after,
                limit: PAGE,
            };
            let page = self.accounts.directory(&query).await?;
            for account in &page {
                tell(&mut told, account);
            }
            match page.last() {
                Some(last) => after = Some(last.username.key()),
                None => return Ok(told),
            }
        }
    }

    async fn change(
        &self,
        name: &str,
        order: Administer,
        done: &'static str,
    ) -> Result<String, UserFailed> {
        let unknown = || UserFailed::Unknown(name.to_owned());
        let username = Username::parse(name).map_err(|_| unknown())?;
        let found = self.accounts.credentials(&username.key()).await?;
        let account = found.ok_or_else(unknown)?.account;
        let account = self.administer(&account, order).await?;
        Ok(format!("{} is {done}\n", account.username))
    }

    async fn administer(&self, to: &Account, order: Administer) -> Result<Account, UserFailed> {
        let done = self.accounts.administer(to.id, order).await;
        done.map_err(|error| match error {
            StoreError::Conflict(domain::AdministerRefused::NoSuchUser) => {
                UserFailed::Unknown(to.username.to_string())
            }
            StoreError::Conflict(domain::AdministerRefused::LastAdministrator) => {
                UserFailed::LastAdministrator
            }
            StoreError::Fault(fault) => fault.into(),
        })
    }

    /// The first line of standard input, or a password that nobody can guess, which is told.
    fn choose(&self, from_stdin: bool) -> Result<Chosen, UserFailed> {
        if !from_stdin {
            let password = self.secrets.fresh_password();
            let told = format!("password: {}\n", password.expose());
            return Ok(Chosen { password, told });
        }
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        read.map_err(|_| UserFailed::NoPassword)?;
        let text = line.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            return Err(UserFailed::NoPassword);
        }
        let password = Password::parse(text).map_err(|it| UserFailed::Invalid("password", it))?;
        let told = String::new();
        Ok(Chosen { password, told })
    }
}

fn tell(told: &mut String, account: &Account) {
    let role = if account.is_admin { "admin" } else { "" };
    let state = account.disabled_at.map_or("", |_| "disabled");
    let (id, name, email) = (account.id, &account.username, &account.email);
    // Writing to a string does not fail.
    let _ = writeln!(told, "{id:>8} {name:<30} {email:<40} {role:<5} {state}");
}

fn taken(error: StoreError<domain::AccountTaken>) -> UserFailed {
    match error {
        StoreError::Conflict(taken) => UserFailed::Taken(taken),
        StoreError::Fault(fault) => fault.into(),
    }
}
