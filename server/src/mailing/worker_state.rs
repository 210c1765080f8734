//! What is in a worker's hands.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use domain::ids::MessageId;
use domain::lists::{Copy, CopyNote, Fate};

use super::letter::MessageTemplate;
use crate::smtp::{DeliveryOutcome, Lines, SmtpConnection};

/// What is in the worker's hands.
#[derive(Default)]
pub(super) struct WorkerState {
    pub(super) waiting: VecDeque<Copy>,
    pub(super) notes: Vec<CopyNote>,
    pub(super) lines: Lines,
    pub(super) at_work: HashMap<String, usize>,
    pub(super) letters: HashMap<MessageId, Arc<MessageTemplate>>,
}

/// What a task gives back: the connection, if it can serve again.
pub(super) struct FinishedCopy {
    pub(super) copy: Copy,
    pub(super) verdict: DeliveryOutcome,
    pub(super) line: Option<SmtpConnection>,
}

impl WorkerState {
    pub(super) fn give_back(&mut self, copy: Copy) {
        self.notes.push(CopyNote { copy: copy.id, fate: Fate::Back });
    }

    /// Takes what a task brings; gives why the server can't be used, if so.
    pub(super) fn take(&mut self, done: Option<FinishedCopy>) -> Option<String> {
        // A task that panicked brings nothing: its copy comes back by the lease, as doubtful.
        let FinishedCopy { copy, verdict, line } = done?;
        if let Some(count) = self.at_work.get_mut(&copy.domain) {
            *count -= 1;
            if *count == 0 {
                self.at_work.remove(&copy.domain);
            }
        }
        if let Some(line) = line {
            self.lines.keep(line);
        }
        let fate = match verdict {
            DeliveryOutcome::Taken => Fate::Sent,
            DeliveryOutcome::Later(why) => Fate::Deferred(why),
            DeliveryOutcome::Never(why) => Fate::Failed(why),
            DeliveryOutcome::Broken(why, doubtful) => Fate::Broken(why, doubtful),
            DeliveryOutcome::NoWay(why) => {
                self.give_back(copy);
                return Some(why);
            }
        };
        match &fate {
            Fate::Deferred(why) | Fate::Broken(why, _) => tracing::info!(copy = %copy.id, why, "copy deferred"),
            Fate::Failed(why) => tracing::warn!(copy = %copy.id, why, "copy failed"),
            Fate::Sent | Fate::Back => {}
        }
        self.notes.push(CopyNote { copy: copy.id, fate });
        None
    }
}
