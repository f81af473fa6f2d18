//! What `Accounts` promises about profiles, the directory and passwords.

use domain::{
    Availability, Bio, Clock, DirectoryQuery, DisplayName, NameKey, NewPassword, PasswordChanged,
    PasswordHash, Profile, ProfileEdit, StoreError,
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
