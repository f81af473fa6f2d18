//! Coming back: what changed since is told in its newest state, or the client starts anew.

use serde_json::json;

use crate::support::{Node, ROOM, View, ann, bob, of_type, on_a_worker, types};

#[tokio::test(start_paused = true)]
async fn what_was_missed_is_replayed_in_its_newest_state_and_then_live() {
    on_a_worker(async {
        let node = Node::start();
        let [kept, edited, deleted, liked] =
            ["kept", "edited", "deleted", "liked"].map(|text| node.post_untold(&bob(), text));
        node.database.edit(ROOM, edited, "better");
        node.database.edit(ROOM, edited, "best");
        node.database.delete(ROOM, deleted);
        node.database.react(ROOM, liked, ann().id, "👍");
        node.database.react(ROOM, liked, bob().id, "👍");
        node.post_untold(&bob(), "new");
        node.database.edit(ROOM, kept, "kept after all");
        let anns = node.connect(&ann());
        let heard = anns.resume(ROOM, 4).await;
        assert_eq!(
            types(&heard),
            [
                "message_edited",
                "reactions_changed",
                "message_deleted",
                "reactions_changed",
                "new_message",
                "message_edited",
                "reactions_changed",
                "subscribed"
            ]
        );
        assert_eq!(heard[0]["message"]["content"], "best");
        assert_eq!(
            heard[3]["reactions"],
            json!([{"emoji": "👍", "count": 2, "reacted_by_me": true}])
        );
        assert_eq!(heard[7]["resume"], "replayed");
        node.post(&bob(), "live");
        assert_eq!(types(&anns.hears_soon().await), ["new_message"]);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn who_missed_nothing_is_told_so() {
    on_a_worker(async {
        let node = Node::start();
        node.post_untold(&bob(), "known");
        let anns = node.connect(&ann());
        let heard = anns.resume_of(ROOM, 1, Some("e1")).await;
        assert_eq!(types(&heard), ["subscribed"]);
        assert_eq!(heard[0]["resume"], "replayed");
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_client_of_another_database_starts_anew() {
    on_a_worker(async {
        let node = Node::start();
        node.post_untold(&bob(), "missed");
        let anns = node.connect(&ann());
        // A version that this database has not reached can't be its own.
        for (since, epoch) in [(0, Some("e0")), (1, Some("e0")), (2, None), (9, Some("e1"))] {
            let heard = anns.resume_of(ROOM, since, epoch).await;
            assert_eq!(types(&heard), ["subscribed"], "{since} {epoch:?}");
            assert_eq!(heard[0]["resume"], "reset");
            assert_eq!(heard[0]["version"], 1);
        }
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn five_hundred_changes_are_replayed_and_one_more_is_too_far_behind() {
    on_a_worker(async {
        let node = Node::start();
        for _ in 0..501 {
            node.post_untold(&bob(), "missed");
        }
        let anns = node.connect(&ann());
        let heard = anns.resume(ROOM, 1).await;
        assert_eq!(of_type(&heard, "new_message").len(), 500);
        assert_eq!(heard[500]["resume"], "replayed");
        let heard = anns.resume(ROOM, 0).await;
        assert_eq!(types(&heard), ["subscribed"]);
        assert_eq!(heard[0]["resume"], "reset");
        node.post(&bob(), "live");
        assert_eq!(anns.hears_soon().await[0]["version"], 502);
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_client_that_comes_and_goes_knows_what_the_database_knows() {
    on_a_worker(async {
        let node = Node::start();
        let mut view = View::empty(ann().id);
        let mut known = 0;
        for round in 0..20 {
            let message = node.post_untold(&bob(), "missed");
            node.database.react(ROOM, message, ann().id, "👍");
            let anns = node.connect(&ann());
            let heard = anns.resume(ROOM, known).await;
            view.apply_all(&heard);
            node.post(&bob(), &format!("live {round}"));
            let live = anns.hears_soon().await;
            view.apply_all(&live);
            known = live[0]["version"].as_i64().unwrap();
            anns.breaks().await;
        }
        assert_eq!(view, View::of(&node.database, ROOM, ann().id));
    })
    .await;
}
