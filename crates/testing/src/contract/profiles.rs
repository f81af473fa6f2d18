//! What `Accounts` promises about profiles, the directory and passwords.

use domain::{
    Administer, AdministerRefused, Availability, Bio, Clock, DirectoryQuery, DisplayName, NameKey,
    NewPassword, PasswordChanged, PasswordHash, Profile, ProfileEdit, StoreError, Whom,
};

use super::sessions::signed_in;
use crate::{Chat, chat::NOBODY};

/// What is not told stays; what is told as none goes.
pub async fn a_profile_is_changed_part_by_part(chat: Chat) {
    let ann = chat.person("Ann").await;
    let (name, bio) = (
        DisplayName::restored("Ann Lee"),
        Bio::restored("likes\ntea"),
    );
    let first = ProfileEdit {
        display_name: Some(Some(name.clone())),
        bio: Some(Some(bio.clone())),
        availability: None,
    };
    let edited = chat.accounts.edit(ann.id, first).await.unwrap().unwrap();
    let mut expected = Profile {
        display_name: Some(name),
        bio: Some(bio),
        availability: Availability::Online,
    };
    assert_eq!(edited.profile, expected);
    let second = ProfileEdit {
        display_name: None,
        bio: Some(None),
        availability: Some(Availability::DoNotDisturb),
    };
    chat.accounts.edit(ann.id, second).await.unwrap();
    let nothing = ProfileEdit::default();
    chat.accounts.edit(ann.id, nothing).await.unwrap();
    expected.bio = None;
    expected.availability = Availability::DoNotDisturb;
    let found = chat.accounts.find(ann.id).await.unwrap().unwrap();
    assert_eq!(found.profile, expected);
}

/// Absent is none.
pub async fn nobody_has_no_profile(chat: Chat) {
    let edit = ProfileEdit {
        bio: Some(Some(Bio::restored("here"))),
        ..ProfileEdit::default()
    };
    assert_eq!(chat.accounts.edit(NOBODY, edit).await.unwrap(), None);
}

/// By key, filtered by any part of it, in pages.
pub async fn the_directory_lists_people_by_name(chat: Chat) {
    for name in ["Dan", "ann", "Zoe Ann", "Bob"] {
        chat.person(name).await;
    }
    let listed = async |part: Option<&str>, after: Option<&str>, limit| {
        let query = DirectoryQuery {
            whom: Whom::Enabled,
            name_contains: part.map(NameKey::of),
            after: after.map(NameKey::of),
            limit,
        };
        let found = chat.accounts.directory(&query).await.unwrap();
        let names = found.into_iter().map(|it| it.username.into_string());
        names.collect::<Vec<_>>()
    };
    assert_eq!(
        listed(None, None, 9).await,
        ["ann", "Bob", "Dan", "Zoe Ann"]
    );
    assert_eq!(listed(None, Some("ann"), 2).await, ["Bob", "Dan"]);
    assert_eq!(listed(Some("ANN"), None, 9).await, ["ann", "Zoe Ann"]);
    assert_eq!(listed(Some("%"), None, 9).await, Vec::<String>::new());
}

/// Whoever knew the old password is out, but for the device that changed it.
pub async fn a_changed_password_ends_all_sessions_but_one(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let kept = signed_in(&chat, &ann, 1).await;
    signed_in(&chat, &ann, 2).await;
    let his = signed_in(&chat, &bob, 3).await;
    let order = NewPassword {
        user: ann.id,
        replaces: PasswordHash::new("hash of Ann"),
        password_hash: PasswordHash::new("another hash"),
        keep: kept,
    };
    chat.accounts.change_password(order).await.unwrap();
    let found = chat.accounts.credentials_of(ann.id).await.unwrap().unwrap();
    assert_eq!(found.password_hash, PasswordHash::new("another hash"));
    let now = chat.clock.now();
    let left = chat.sessions.of(ann.id, now).await.unwrap();
    assert_eq!(left.iter().map(|it| it.id).collect::<Vec<_>>(), [kept]);
    assert_eq!(chat.sessions.of(bob.id, now).await.unwrap()[0].id, his);
}

/// Of two orders that compared the same password, the second is refused.
pub async fn only_the_compared_password_is_replaced(chat: Chat) {
    let ann = chat.person("Ann").await;
    let kept = signed_in(&chat, &ann, 1).await;
    let order = NewPassword {
        user: ann.id,
        replaces: PasswordHash::new("hash of Ann"),
        password_hash: PasswordHash::new("another hash"),
        keep: kept,
    };
    chat.accounts.change_password(order.clone()).await.unwrap();
    let again = chat.accounts.change_password(order.clone()).await;
    assert!(matches!(again, Err(StoreError::Conflict(PasswordChanged))));
    let nobody = NewPassword {
        user: NOBODY,
        ..order
    };
    let refused = chat.accounts.change_password(nobody).await;
    assert!(matches!(
        refused,
        Err(StoreError::Conflict(PasswordChanged))
    ));
    assert!(
        chat.accounts
            .credentials_of(NOBODY)
            .await
            .unwrap()
            .is_none()
    );
}

/// However many register at once on a fresh store.
pub async fn the_first_account_is_an_administrators(chat: Chat) {
    let opening: Vec<_> = (0..8)
        .map(|number| {
            let (accounts, order) = (
                chat.accounts.clone(),
                chat.account(&format!("Ann {number}")),
            );
            tokio::spawn(async move { accounts.open(order).await })
        })
        .collect();
    let mut administrators = 0;
    for opened in opening {
        administrators += usize::from(opened.await.unwrap().unwrap().is_admin);
    }
    assert_eq!(administrators, 1);
    let later = chat.accounts.open(chat.account("Bob")).await.unwrap();
    assert!(!later.is_admin);
}

/// Who is disabled is in no list of people, has no session, and gets none.
pub async fn a_disabled_account_lets_nobody_in(chat: Chat) {
    chat.person("Ann").await;
    let bob = chat.person("Bob").await;
    let session = signed_in(&chat, &bob, 1).await;
    let at = chat.clock.now();
    let disable = Administer::Disable { at };
    let disabled = chat.accounts.administer(bob.id, disable).await.unwrap();
    assert_eq!(disabled.disabled_at, Some(at));
    let owner = chat.sessions.owner(session, bob.id, at).await.unwrap();
    assert_eq!(owner, None);
    let refused = chat
        .sessions
        .begin(super::sessions::order(&chat, &bob, 2))
        .await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))));
    let listed = async |whom| {
        let query = DirectoryQuery {
            whom,
            name_contains: None,
            after: None,
            limit: 9,
        };
        chat.accounts.directory(&query).await.unwrap().len()
    };
    assert_eq!(
        (listed(Whom::Enabled).await, listed(Whom::Everybody).await),
        (1, 2)
    );
    let enabled = chat.accounts.administer(bob.id, Administer::Enable).await;
    assert_eq!(enabled.unwrap().disabled_at, None);
    signed_in(&chat, &bob, 3).await;
}

/// Whoever orders what at the same time.
pub async fn s34_there_is_always_an_administrator(chat: Chat) {
    let (ann, bob) = (chat.person("Ann").await, chat.person("Bob").await);
    let at = chat.clock.now();
    let last = [Administer::Demote, Administer::Disable { at }];
    for order in last {
        let refused = chat.accounts.administer(ann.id, order).await;
        let expected = AdministerRefused::LastAdministrator;
        assert!(matches!(refused, Err(StoreError::Conflict(told)) if told == expected));
    }
    for _ in 0..8 {
        for person in [&ann, &bob] {
            let promoted = chat
                .accounts
                .administer(person.id, Administer::Promote)
                .await;
            assert!(promoted.unwrap().is_admin);
        }
        let demoting = [ann.id, bob.id].map(|id| {
            let accounts = chat.accounts.clone();
            tokio::spawn(async move { accounts.administer(id, Administer::Demote).await })
        });
        let mut demoted = 0;
        for order in demoting {
            demoted += usize::from(order.await.unwrap().is_ok());
        }
        assert_eq!(demoted, 1);
    }
    let nobody = chat.accounts.administer(NOBODY, Administer::Demote).await;
    let expected = AdministerRefused::NoSuchUser;
    assert!(matches!(nobody, Err(StoreError::Conflict(told)) if told == expected));
}
