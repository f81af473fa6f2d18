//! What changes something runs to its end, even if its client breaks off.
//!
//! The framework drops a handler whose connection is reset. One that has just stored a change would
//! not tell it then: who left a room would go on hearing it. The handler therefore runs as a task of
//! its own, once everything that it takes from the request has come.

use std::panic::resume_unwind;

use actix_web::{FromRequest, Handler, Route, rt, web};
use domain::Fault;
use futures_util::future::LocalBoxFuture;
use tracing::Instrument;

use crate::answer::Answer;

/// A route whose handler, once begun, is not broken off.
pub(crate) fn whole<F, Args>(handler: F) -> Route
where
    F: Handler<Args, Output = Answer>,
    F::Future: 'static,
    Args: FromRequest + 'static,
{
    web::to(Whole(handler))
}

#[derive(Clone)]
struct Whole<F>(F);

impl<F, Args> Handler<Args> for Whole<F>
where
    F: Handler<Args, Output = Answer>,
    F::Future: 'static,
{
    type Output = Answer;
    type Future = LocalBoxFuture<'static, Answer>;

    fn call(&self, args: Args) -> Self::Future {
        let running = self.0.call(args).in_current_span();
        Box::pin(async move {
            match rt::spawn(running).await {
                Ok(answer) => answer,
                Err(error) => match error.try_into_panic() {
                    // As if it had not run apart: the connection breaks off.
                    Ok(panic) => resume_unwind(panic),
                    Err(stopped) => Err(Fault::new("run a request to its end", stopped).into()),
                },
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use actix_web::test::{TestRequest, init_service};
    use actix_web::{App, dev::Service, web};
    use tokio::sync::Semaphore;
    use tokio::time::timeout;

    use super::whole;
    use crate::answer::{Answer, nothing};

    /// Where a handler is, and when it may go on.
    struct Steps {
        begun: Semaphore,
        may_end: Semaphore,
        ended: Semaphore,
    }

    async fn change(steps: web::Data<Steps>) -> Answer {
        steps.begun.add_permits(1);
        steps.may_end.acquire().await.unwrap().forget();
        steps.ended.add_permits(1);
        nothing()
    }

    #[actix_web::test]
    async fn what_has_begun_ends_though_nobody_waits_for_it() {
        let closed = || Semaphore::new(0);
        let steps = web::Data::from(Arc::new(Steps {
            begun: closed(),
            may_end: closed(),
            ended: closed(),
        }));
        let app = App::new().app_data(steps.clone());
        let app = init_service(app.route("/", whole(change))).await;
        let answer = app.call(TestRequest::default().to_request());
        tokio::select! {
            biased;
            _ = answer => panic!("answered before it could"),
            begun = steps.begun.acquire() => begun.unwrap().forget(),
        }
        // The answer is dropped now, as after a reset.
        steps.may_end.add_permits(1);
        let ended = timeout(Duration::from_secs(10), steps.ended.acquire()).await;
        ended.expect("it was broken off").unwrap().forget();
    }
}
