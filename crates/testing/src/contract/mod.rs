//! What every store must promise: one suite of plain functions for each part of the ports, named as
//! sentences.
//!
//! An adapter runs them all with [`contract!`](crate::contract), given how to make a fresh
//! [`Chat`](crate::Chat).

pub mod accounts;
pub mod profiles;
pub mod endings;
pub mod sessions;
pub mod tickets;
pub mod rooms;
pub mod seating;

pub mod posting;
pub mod history;
pub mod changing;
pub mod reading;
pub mod search;
pub mod resume;

/// A test for each promise; `$fresh` is an async function that answers a fresh
/// [`Chat`](crate::Chat).
#[macro_export]
macro_rules! contract {
    ($fresh:path) => {
        $crate::promises!($fresh, accounts: {
            an_opened_account_is_found_by_id,
            nobody_is_found_by_an_unknown_id,
            a_sign_in_finds_the_hash_by_any_spelling_of_the_name,
            s28_a_name_is_taken_in_every_spelling,
            an_address_is_taken_in_every_spelling,
            a_taken_name_is_told_before_a_taken_address,
            of_concurrent_orders_with_one_name_one_succeeds,
        });
        $crate::promises!($fresh, profiles: {
            a_profile_is_changed_part_by_part,
            nobody_has_no_profile,
            the_directory_lists_people_by_name,
            a_changed_password_ends_all_sessions_but_one,
            only_the_compared_password_is_replaced,
            the_first_account_is_an_administrators,
            a_disabled_account_lets_nobody_in,
            s34_there_is_always_an_administrator,
        });
        $crate::promises!($fresh, sessions: {
            a_session_begins_with_its_owner,
            no_session_begins_with_a_password_that_changed_meanwhile,
            a_prolonged_session_gets_the_next_token,
            a_session_ends_unless_it_is_prolonged,
            a_session_ends_however_often_it_is_prolonged,
            two_tabs_that_prolong_at_once_get_the_same_token,
            a_reused_token_ends_its_session,
            a_token_that_was_never_given_ends_its_session,
            an_unknown_secret_prolongs_nothing,
            sessions_are_listed_newest_first,
            who_ends_a_session_must_own_it,
            ending_all_spares_other_people,
            a_change_of_password_and_a_sign_in_never_pass_each_other,
            what_has_expired_is_forgotten,
            an_origin_is_known_after_a_sign_in,
        });
        $crate::promises!($fresh, endings: {
            whatever_ends_sessions_renews_the_mark,
            sessions_that_go_on_are_told_from_those_that_ended,
            each_of_many_endings_at_once_renews_the_mark,
        });
        $crate::promises!($fresh, tickets: {
            a_ticket_lets_in_once,
            of_concurrent_callers_one_redeems_a_ticket,
            a_ticket_that_expired_lets_nobody_in,
            a_ticket_ends_with_its_session,
            no_ticket_is_kept_for_a_session_that_ended,
        });
        $crate::promises!($fresh, rooms: {
            a_room_opens_with_its_creator_as_the_first_member,
            a_room_name_is_taken_in_every_spelling,
            of_concurrent_orders_with_one_room_name_one_succeeds,
            a_stranger_has_no_seat,
            seats_lists_the_rooms_of_a_member_only,
            anybody_discovers_public_rooms,
            discovery_is_paged_and_filtered_by_name,
            the_creator_edits_a_room,
            a_room_takes_no_name_of_another,
            only_the_creator_edits_or_closes_a_room,
            a_closed_room_is_gone_with_everything_in_it,
            a_large_room_is_gone_at_once,
        });
        $crate::promises!($fresh, seating: {
            who_joins_has_read_everything,
            joining_is_refused_where_it_makes_no_sense,
            many_who_join_at_once_are_all_counted,
            one_who_joins_twice_at_once_sits_once,
            who_left_has_no_seat,
            leaving_is_refused_where_it_makes_no_sense,
            a_member_adds_somebody_to_a_private_room,
            adding_is_refused_where_it_makes_no_sense,
            the_creator_removes_a_member,
            removing_is_refused_where_it_makes_no_sense,
            members_are_listed_by_name,
            nothing_is_stored_after_a_removal_returned,
        });
        $crate::promises!($fresh, posting: {
            a_posted_message_is_answered_as_it_is_read,
            a_client_id_is_told_to_its_author_only,
            a_message_is_unread_for_all_but_its_author,
            who_may_not_post_is_told_why,
            concurrent_messages_are_numbered_without_gaps,
            a_repeated_client_id_posts_nothing,
            a_repeated_client_id_is_answered_in_any_room,
            client_ids_of_different_people_do_not_meet,
            of_concurrent_sends_with_one_client_id_one_is_stored,
            a_refused_client_id_may_be_used_again,
            time_never_goes_backwards_within_a_room,
            a_row_that_fails_does_not_fail_its_neighbors,
            an_event_is_told_before_the_answer,
            a_sender_who_hung_up_stops_nothing,
        });
        $crate::promises!($fresh, history: {
            pages_go_back_newest_first,
            newer_goes_on_oldest_first,
            pages_hold_still_while_messages_arrive,
            a_message_stands_amid_its_neighbors,
            a_message_of_another_room_has_no_neighbors_here,
            a_page_tells_reactions_as_the_reader_sees_them,
            who_reacted_is_told_by_name,
        });
        $crate::promises!($fresh, changing: {
            an_edited_message_says_the_new_text,
            who_may_not_edit_is_told_why,
            who_left_edits_nothing,
            a_deleted_message_keeps_its_place_and_says_nothing,
            deleting_again_changes_nothing_and_succeeds,
            who_may_not_delete_is_told_why,
            a_reaction_is_given_and_taken_back,
            reacting_twice_changes_nothing_and_succeeds,
            a_message_bears_a_limited_number_of_kinds,
            concurrent_reactions_are_all_counted,
            who_may_not_react_is_told_why,
            concurrent_edits_leave_the_last_one,
        });
        $crate::promises!($fresh, reading: {
            reading_moves_the_marker_to_the_newest,
            reading_up_to_a_message_leaves_the_rest_unread,
            a_marker_never_moves_backwards,
            concurrent_markers_leave_the_greatest,
            who_has_no_seat_marks_nothing,
            unread_counts_messages_not_changes,
        });
        $crate::promises!($fresh, search: {
            words_are_found_in_every_form,
            all_words_of_a_query_are_meant,
            s25_any_query_is_safe,
            stop_words_and_punctuation_find_nothing,
            search_knows_the_newest_text_only,
            search_is_paged_newest_first,
            a_room_is_searched_alone,
            searching_everywhere_stays_within_ones_rooms,
            searching_everywhere_is_paged,
            searching_everywhere_tells_the_newest_of_all_rooms,
            a_rare_word_is_found_far_back,
            what_is_common_elsewhere_is_found_in_ones_own_rooms,
        });
        $crate::promises!($fresh, resume: {
            what_changed_arrives_once_in_its_newest_state,
            too_many_changes_are_not_told,
            who_is_up_to_date_is_told_only_the_head,
            healing_tells_everybody_the_oldest_changes,
            events_tell_what_a_fresh_read_shows,
        });
    };
}

/// A module of tests for one suite.
#[doc(hidden)]
#[macro_export]
macro_rules! promises {
    ($fresh:path, $suite:ident: { $($promise:ident,)* }) => {
        mod $suite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $promise() {
                    $crate::contract::$suite::$promise($fresh().await).await;
                }
            )*
        }
    };
}

#[cfg(test)]
mod tests {
    /// Every suite's text, and this file's.
    const SUITES: [&str; 13] = [
        include_str!("accounts.rs"),
        include_str!("profiles.rs"),
        include_str!("endings.rs"),
        include_str!("sessions.rs"),
        include_str!("tickets.rs"),
        include_str!("rooms.rs"),
        include_str!("seating.rs"),
        include_str!("posting.rs"),
        include_str!("history.rs"),
        include_str!("changing.rs"),
        include_str!("reading.rs"),
        include_str!("search.rs"),
        include_str!("resume.rs"),
    ];

    #[test]
    fn every_promise_is_listed() {
        let listed = include_str!("mod.rs");
        for suite in SUITES {
            for line in suite.lines() {
                let Some(rest) = line.strip_prefix("pub async fn ") else {
                    continue;
                };
                let promise = rest.split('(').next().unwrap();
                assert!(
                    listed.contains(&format!(" {promise},")),
                    "{promise} is not listed"
                );
            }
        }
    }
}
