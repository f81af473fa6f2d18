//! What `Accounts` promises.

use domain::{AccountTaken, EmailAddress, NameKey, PasswordHash, StoreError, Username};

use crate::{Chat, chat::NOBODY};

/// The account is what was ordered.
pub async fn an_opened_account_is_found_by_id(chat: Chat) {
    let order = chat.account("Ann Lee");
    let opened = chat.accounts.open(order.clone()).await.unwrap();
    assert_eq!(opened.username, order.username);
    assert_eq!(opened.email, order.email);
    assert_eq!(opened.created_at, order.created_at);
    assert_eq!(chat.accounts.find(opened.id).await.unwrap(), Some(opened));
}

/// Absent is none.
pub async fn nobody_is_found_by_an_unknown_id(chat: Chat) {
    assert_eq!(chat.accounts.find(NOBODY).await.unwrap(), None);
}

/// The hash comes back as it was given.
pub async fn a_sign_in_finds_the_hash_by_any_spelling_of_the_name(chat: Chat) {
    let ann = chat.person("Ann").await;
    for spelling in ["Ann", "ANN", " ann ", "Ａnn"] {
        let found = chat
            .accounts
            .credentials(&NameKey::of(spelling))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found.account.id, ann.id);
        assert_eq!(found.password_hash, PasswordHash::new("hash of Ann"));
    }
    assert!(
        chat.accounts
            .credentials(&NameKey::of("Bob"))
            .await
            .unwrap()
            .is_none()
    );
}

/// Names are compared by key.
pub async fn s28_a_name_is_taken_in_every_spelling(chat: Chat) {
    chat.person("Ann").await;
    for spelling in ["Ann", "aNN", "Ａnn", "An\u{200b}n"] {
        let order = domain::NewAccount {
            username: Username::restored(spelling),
            ..chat.account("Bob")
        };
        let refused = chat.accounts.open(order).await;
        assert!(matches!(
            refused,
            Err(StoreError::Conflict(AccountTaken::Username))
        ));
    }
}

/// Addresses are compared by key.
pub async fn an_address_is_taken_in_every_spelling(chat: Chat) {
    chat.person("Ann").await;
    let order = domain::NewAccount {
        email: EmailAddress::parse("ANN@Example.org").unwrap(),
        ..chat.account("Bob")
    };
    let refused = chat.accounts.open(order).await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(AccountTaken::Email))
    ));
}

/// When both are taken, the name is what is told.
pub async fn a_taken_name_is_told_before_a_taken_address(chat: Chat) {
    chat.person("Ann").await;
    let refused = chat.accounts.open(chat.account("Ann")).await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(AccountTaken::Username))
    ));
}

/// A refused order leaves nothing behind.
pub async fn of_concurrent_orders_with_one_name_one_succeeds(chat: Chat) {
    let orders = (0..8).map(|at| domain::NewAccount {
        email: EmailAddress::parse(&format!("ann{at}@example.org")).unwrap(),
        ..chat.account("Ann")
    });
    let tasks: Vec<_> = orders
        .map(|order| {
            let accounts = chat.accounts.clone();
            tokio::spawn(async move { accounts.open(order).await })
        })
        .collect();
    let mut opened = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => opened += 1,
            Err(error) => assert!(matches!(
                error,
                StoreError::Conflict(AccountTaken::Username)
            )),
        }
    }
    assert_eq!(opened, 1);
}
