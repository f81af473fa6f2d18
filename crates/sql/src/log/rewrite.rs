//! Writing the messages that a batch changed, and their reactions.

use domain::MessageId;
use sqlx::Error;

use super::{change::Target, statement, work::Work};
use crate::{
    engine::{Column, Table, Tx},
    messages::Reaction,
};

/// Writes the messages that changed.
pub(super) async fn write(tx: &mut Tx<'_>, work: &Work) -> Result<(), Error> {
    let changed: Vec<&Target> = work
        .targets
        .values()
        .filter(|target| target.is_changed)
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    tx.run(&statement::REVISE, vec![revisions(&changed)])
        .await?;
    let rewritten: Vec<&Target> = changed
        .iter()
        .copied()
        .filter(|one| one.is_rewritten)
        .collect();
    if !rewritten.is_empty() {
        tx.run(&statement::REWRITE, vec![texts(&rewritten)]).await?;
    }
    let gone = difference(&changed, |target| {
        (&target.stored_reactions, &target.reactions)
    });
    if !gone.is_empty() {
        let [message, emoji, member, _] = reaction_columns(&gone);
        tx.run(
            &statement::TAKE_BACK,
            vec![Table(vec![message, emoji, member])],
        )
        .await?;
    }
    let given = difference(&changed, |target| {
        (&target.reactions, &target.stored_reactions)
    });
    if !given.is_empty() {
        tx.run(
            &statement::GIVE,
            vec![Table(reaction_columns(&given).into())],
        )
        .await?;
    }
    Ok(())
}

fn revisions(changed: &[&Target]) -> Table {
    let reactions = |target: &&Target| i64::try_from(target.reactions.len()).unwrap_or(i64::MAX);
    Table(vec![
        Column::Int(
            changed
                .iter()
                .map(|target| target.message.id.get())
                .collect(),
        ),
        Column::Int(
            changed
                .iter()
                .map(|target| target.message.version.get())
                .collect(),
        ),
        Column::Int(changed.iter().map(reactions).collect()),
    ])
}

fn texts(rewritten: &[&Target]) -> Table {
    let messages = || rewritten.iter().map(|target| &target.message);
    Table(vec![
        Column::Int(messages().map(|message| message.id.get()).collect()),
        Column::Int(
            rewritten
                .iter()
                .map(|target| target.body_version.get())
                .collect(),
        ),
        Column::MaybeTime(messages().map(|message| message.edited_at).collect()),
        Column::MaybeTime(messages().map(|message| message.deleted_at).collect()),
        Column::Text(
            messages()
                .map(|message| message.body.as_str().to_owned())
                .collect(),
        ),
    ])
}

/// The reactions that are in the first list of each message but not in the second.
fn difference<'a>(
    changed: &[&'a Target],
    lists: impl Fn(&'a Target) -> (&'a Vec<Reaction>, &'a Vec<Reaction>),
) -> Vec<(MessageId, &'a Reaction)> {
    let mut rows = Vec::new();
    for target in changed {
        let (these, those) = lists(target);
        let only_here = these.iter().filter(|reaction| !those.contains(reaction));
        rows.extend(only_here.map(|reaction| (target.message.id, reaction)));
    }
    rows
}

fn reaction_columns(rows: &[(MessageId, &Reaction)]) -> [Column; 4] {
    [
        Column::Int(rows.iter().map(|(message, _)| message.get()).collect()),
        Column::Text(
            rows.iter()
                .map(|(_, one)| one.emoji.as_str().to_owned())
                .collect(),
        ),
        Column::Int(rows.iter().map(|(_, one)| one.user.get()).collect()),
        Column::Int(rows.iter().map(|(_, one)| one.since.get()).collect()),
    ]
}
