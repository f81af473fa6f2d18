//! Posting and changing messages.

use actix_web::web::Data;
use application::PostMessage;
use protocol::{
    ContentForm, Message, MessageForm, Problem, ReactionCount, ReactionForm, Reactions,
};

use crate::answer::{Answer, created, nothing, ok};
use crate::extract::{By, Form, OnMessage, WithEmoji};
use crate::failed::tell_quota;
use crate::{HttpSettings, Services};

/// Post a message; with a `client_id` it is stored once, however often it is sent.
#[utoipa::path(
    post, path = "/api/messages", operation_id = "post_message", tag = "messages",
    request_body = MessageForm,
    responses(
        (status = 201, body = Message, description = "The message."),
        (status = 200, body = Message, description = "An earlier attempt had stored it."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn post(
    services: Data<Services>,
    settings: Data<HttpSettings>,
    By(caller, form): By<Form<MessageForm>>,
) -> Answer {
    let fields = form.0.parse(settings.body_limit)?;
    let order = PostMessage {
        room: fields.room,
        body: fields.body,
        client_id: fields.client_id,
        reply_to: fields.reply_to,
    };
    let posted = services.conversation.post(&caller, order).await?;
    let message = Message::seen_by(&posted.message, Some(caller.user()));
    let answer = if posted.already {
        ok(&message)
    } else {
        created(&message)
    };
    let mut response = answer?;
    if let Some(quota) = posted.quota {
        tell_quota(response.headers_mut(), quota);
    }
    Ok(response)
}

/// Change what a message says; its author only.
#[utoipa::path(
    patch, path = "/api/messages/{message_id}", operation_id = "edit_message", tag = "messages",
    params(("message_id" = i64, Path, minimum = 1)), request_body = ContentForm,
    responses(
        (status = 200, body = Message, description = "The message as it is now."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn edit(
    services: Data<Services>,
    settings: Data<HttpSettings>,
    By(caller, (OnMessage(message), form)): By<(OnMessage, Form<ContentForm>)>,
) -> Answer {
    let body = form.0.parse(settings.body_limit)?;
    let edited = services.conversation.edit(&caller, message, body).await?;
    ok(&Message::seen_by(&edited, Some(caller.user())))
}

/// Delete a message; its author and the room's creator only. Again and again is no mistake.
#[utoipa::path(
    delete, path = "/api/messages/{message_id}", operation_id = "delete_message", tag = "messages",
    params(("message_id" = i64, Path, minimum = 1)),
    responses(
        (status = 204, description = "Deleted."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn delete(
    services: Data<Services>,
    By(caller, OnMessage(message)): By<OnMessage>,
) -> Answer {
    services.conversation.delete(&caller, message).await?;
    nothing()
}

/// React to a message.
#[utoipa::path(
    post, path = "/api/messages/{message_id}/reactions", operation_id = "react", tag = "messages",
    params(("message_id" = i64, Path, minimum = 1)), request_body = ReactionForm,
    responses(
        (status = 200, body = Reactions, description = "All reactions of the message."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn react(
    services: Data<Services>,
    By(caller, (OnMessage(message), form)): By<(OnMessage, Form<ReactionForm>)>,
) -> Answer {
    let emoji = form.0.parse()?;
    let tallies = services.conversation.react(&caller, message, emoji).await?;
    let reactions = tallies.iter().map(ReactionCount::from).collect();
    ok(&Reactions { reactions })
}

/// Take a reaction back.
#[utoipa::path(
    delete, path = "/api/messages/{message_id}/reactions/{emoji}", operation_id = "unreact", tag = "messages",
    params(("message_id" = i64, Path, minimum = 1), ("emoji" = String, Path, description = "Percent-encoded.")),
    responses(
        (status = 200, body = Reactions, description = "The reactions that stay."),
        (status = "default", body = Problem, content_type = "application/problem+json", description = "Refused."),
    ),
)]
pub(crate) async fn unreact(
    services: Data<Services>,
    By(caller, WithEmoji(message, emoji)): By<WithEmoji>,
) -> Answer {
    let tallies = services
        .conversation
        .unreact(&caller, message, emoji)
        .await?;
    let reactions = tallies.iter().map(ReactionCount::from).collect();
    ok(&Reactions { reactions })
}
