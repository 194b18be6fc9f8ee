//! A vendor's endpoint with a fault in front of it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use poem::{Endpoint, Request, Response, Result, endpoint::BoxEndpoint};

use super::{edit::Edit, fault::Fault, message::Message};

/// The endpoint as it should be, and on a directory with the fault where it is the directory's.
pub(super) struct Bent {
    pub(super) fault: Fault,
    pub(super) sound: BoxEndpoint<'static, Response>,
    pub(super) faulty: Option<BoxEndpoint<'static, Response>>,
    /// How often the fault had its effect.
    pub(super) hits: Arc<AtomicUsize>,
}

impl Endpoint for Bent {
    type Output = Response;

    async fn call(&self, request: Request) -> Result<Response> {
        let (method, path) = (request.method(), request.uri().path());
        if !self.fault.concerns(method, path) {
            let endpoint = match self.fault.learns(method, path) {
                true => self.endpoint(),
                false => &self.sound,
            };
            return endpoint.call(request).await;
        }
        let asked = Message::of_request(request).await?;
        if !self.fault.concerns_request(&asked) {
            return self.sound.call(asked.request()).await;
        }
        let fault = &self.fault;
        let answer = self.ask(&asked, &fault.asked).await?;
        if !fault.concerns_answer(&answer) {
            return Ok(answer.answer());
        }
        self.hits.fetch_add(1, Ordering::Relaxed);
        for edits in &fault.besides {
            self.ask(&asked, edits).await?;
        }
        let mut answer = match &fault.again {
            Some(edits) => self.ask(&asked, edits).await?,
            None => answer,
        };
        bend(&mut answer, &fault.answered);
        Ok(answer.answer())
    }
}

impl Bent {
    /// The endpoint with the fault where it is the directory's.
    fn endpoint(&self) -> &BoxEndpoint<'static, Response> {
        self.faulty.as_ref().unwrap_or(&self.sound)
    }

    async fn ask(&self, request: &Message, edits: &[Edit]) -> Result<Message> {
        let mut request = request.clone();
        bend(&mut request, edits);
        Message::of_answer(self.endpoint().get_response(request.request()).await).await
    }
}

fn bend(message: &mut Message, edits: &[Edit]) {
    for edit in edits {
        edit.bend(message);
    }
}
