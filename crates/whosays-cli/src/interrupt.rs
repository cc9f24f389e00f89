//! Ctrl-C: a message, exit code 130, and nothing half written.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, process};

/// Exit code of a program that was stopped by Ctrl-C.
const STOPPED: i32 = 130;

/// What must be told and tidied if the user stops the command.
///
/// What was read so far is not printed: a record of some of the reports looks like a record of all of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    doing: String,
    temporary: Option<PathBuf>,
}

impl Interrupt {
    /// Watches for Ctrl-C from now on.
    pub(crate) fn watch() -> Self {
        let interrupt = Self::default();
        let state = Arc::clone(&interrupt.state);
        // Where no handler can be set, Ctrl-C ends the program as it does every other.
        let _ = ctrlc::set_handler(move || {
            let state = state.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(path) = &state.temporary {
                let _ = fs::remove_file(path);
            }
            eprintln!("\nwhosays: stopped {}; nothing was written", state.doing);
            process::exit(STOPPED);
        });
        interrupt
    }

    /// Tells what is going on, for the message.
    pub(crate) fn doing(&self, what: String) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).doing = what;
    }

    /// Names the file that is being written, or that none is any more.
    pub(crate) fn temporary(&self, path: Option<&Path>) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).temporary = path.map(Path::to_owned);
    }
}
