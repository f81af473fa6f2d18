//! Whatever people look for is looked for: no search breaks the text index.

use domain::SearchQuery;
use proptest::prelude::{Strategy, prop_assert, prop_oneof, proptest};
use proptest::test_runner::Config;
use testing::Chat;
use tokio::runtime::Runtime;

use crate::store::TestStore;

/// Words, and what SQLite's text index would take for its own language.
fn questions() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{1,60}",
        "(AND|OR|NOT|NEAR|\"|\\(|\\)|\\*|:|\\^|-|\\+|\\{|\\}|content|cat|dog|ä|'|,| ){1,20}",
    ]
}

proptest! {
    #![proptest_config(Config { cases: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn queries_of_any_kind_are_answered(questions in proptest::collection::vec(questions(), 1..20)) {
        let answered = Runtime::new().unwrap().block_on(async {
            let chat = Chat::kept_by(TestStore::open("sqlite::memory:".to_owned(), None).await);
            let ann = chat.person("Ann").await;
            let room = chat.public("Lobby", &ann, &[]).await;
            chat.post(room, &ann, "cat and dog").await;
            let right = chat.right(&ann, room).await;
            let queries = questions.iter().filter_map(|text| SearchQuery::parse(text).ok());
            for query in queries {
                let found = chat.messages.search(&right, &query, None, 10).await;
                if let Err(fault) = found {
                    return Err(format!("{query:?}: {fault:?}"));
                }
            }
            Ok(())
        });
        prop_assert!(answered.is_ok(), "{answered:?}");
    }
}
